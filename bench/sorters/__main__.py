"""One sorter in a process of its own, on one core: `python -m bench.sorters train|sort FOLDER NAME [AT_ONCE]`.

FOLDER holds examples.json, warm_up.json and messages.json. What was measured is printed as JSON, times in seconds.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.sorters import Example, Sorter
from bench.sorters.lotse import Lotse
from bench.sorters.minilm import OnOnnx, OnTorch
from bench.sorters.stock import Simplest, WordsAndCharacters

SORTERS: dict[str, Callable[[], Sorter]] = {
    "lotse": Lotse,
    "lotse-without": lambda: Lotse(with_embeddings=False),
    "simplest": Simplest,
    "stock": WordsAndCharacters,
    "minilm-torch": OnTorch,
    "minilm-onnx": OnOnnx,
}


def main() -> None:
    what, folder, name, *size = sys.argv[1:]
    _keep_to_one_core()
    sorter, place = SORTERS[name](), Path(folder)
    file = place / f"{name}.model"
    found = _trained(sorter, place, file) if what == "train" else _sorted(sorter, place, file, int(size[0]))
    print(json.dumps(found))


def _keep_to_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _json(file: Path) -> list[Any]:
    return list(json.loads(file.read_text("utf-8")))


def _trained(sorter: Sorter, place: Path, file: Path) -> dict[str, Any]:
    """Importing and the embeddings' loading do not count."""
    examples = [Example(*row) for row in _json(place / "examples.json")]
    sorter.libraries()
    sorter.embeddings()
    began = time.process_time()
    model = sorter.train(examples)
    seconds = time.process_time() - began
    sorter.write(model, file)
    return {"train": seconds, "bytes": file.stat().st_size}


def _sorted(sorter: Sorter, place: Path, file: Path, size: int) -> dict[str, Any]:
    """Every message once, so many at a time, after a warm-up on other texts, as a worker has had before a message."""
    libraries, _ = _cpu(sorter.libraries)
    embeddings, _ = _cpu(sorter.embeddings)
    artefact, model = _cpu(lambda: sorter.read(file))
    for text in _json(place / "warm_up.json"):
        sorter.sort(model, [text])
    messages = _json(place / "messages.json")
    batches = [messages[start : start + size] for start in range(0, len(messages), size)]
    labels, walls, cpu = _timed(lambda batch: sorter.sort(model, batch), batches)
    load = {"libraries": libraries, "embeddings": embeddings, "artefact": artefact}
    return {"load": load, "walls": walls, "cpu": cpu, "labels": labels, "memory": _memory()}


def _cpu(step: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    given = step()
    return time.process_time() - began, given


def _timed(
    sort: Callable[[list[str]], list[str]], batches: Sequence[list[str]]
) -> tuple[list[str], list[float], list[float]]:
    """The labels, and the time and CPU time of each batch."""
    labels, walls, cpu = [], [], []
    for batch in batches:
        began, used = time.perf_counter(), time.process_time()
        labels += sort(batch)
        walls.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
    return labels, walls, cpu


def _memory() -> int | None:
    """Resident bytes; None where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
