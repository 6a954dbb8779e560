"""How much memory is left: of the machine, and of the container that we may be in."""

from collections.abc import Iterator
from pathlib import Path

# Where a container's limit stands, what it uses now, and what of that it gives back when asked: cgroups 2 and 1.
LIMITS = (
    ("sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
    ("sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
)


def free(root: Path = Path("/")) -> float | None:
    """In megabytes; None where nothing tells it. `root` is where the files of the system stand."""
    return min((*_machine(root), *_container(root)), default=None)


def _machine(root: Path) -> Iterator[float]:
    available = _named(root / "proc/meminfo", "MemAvailable:")
    if available is not None:
        yield available / 1000


def _container(root: Path) -> Iterator[float]:
    for folder, limit, used, reclaimed in LIMITS:
        most, now = _number(root / folder / limit), _number(root / folder / used)
        if most is not None and now is not None:
            yield (most - now + (_named(root / folder / "memory.stat", reclaimed) or 0)) / 1e6


def _number(path: Path) -> int | None:
    """ "max" stands for no limit."""
    text = _read(path).strip()
    return int(text) if text.isdigit() else None


def _named(path: Path, name: str) -> int | None:
    for line in _read(path).splitlines():
        words = line.split()
        if words[:1] == [name] and words[1:2] and words[1].isdigit():
            return int(words[1])
    return None


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
