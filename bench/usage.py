"""What processes use: CPU seconds and memory, a tree of processes at a time."""

from collections.abc import Callable

import psutil  # type: ignore[import-untyped]

from app.wake import KINDS


def cpu_seconds(name: str, pid: int) -> dict[str, float]:
    """So far, ended children included; Lotse's workers by the kind of work in their command line."""
    kinds = {f"{name} {kind}": used(child) for child, kind in _kinds(pid)}
    return kinds | {name: used(pid) - sum(kinds.values())}


def used(pid: int) -> float:
    """CPU seconds of the process and of all below it."""
    return sum(_safely(one, _own) for one in tree(pid)) + _safely(psutil.Process(pid), _ended_children)


def memory_mb(pid: int) -> tuple[float, float]:
    """Resident memory of the tree (pages that are shared count in each process), and its fair share of it (PSS)."""
    whole = tree(pid)
    resident = sum(_safely(one, lambda one: one.memory_info().rss) for one in whole)
    return resident / 1e6, sum(map(_pss, whole))


def memory_by_kind(name: str, pid: int) -> dict[str, float]:
    """Fair share of memory (PSS) in MB, as in `cpu_seconds`."""
    kinds = {f"{name} {kind}": _pss(psutil.Process(child)) for child, kind in _kinds(pid)}
    return {name: memory_mb(pid)[1] - sum(kinds.values())} | kinds


def _pss(one: psutil.Process) -> float:
    return _safely(one, lambda one: one.memory_full_info().pss) / 1e6


def tree(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def _kinds(pid: int) -> list[tuple[int, str]]:
    alive = [child for child in psutil.Process(pid).children() if child.status() != psutil.STATUS_ZOMBIE]
    children = [(child.pid, " ".join(child.cmdline()).split()) for child in alive]
    return [(child, command[-1]) for child, command in children if command and command[-1] in (*KINDS, "clock")]


def _own(one: psutil.Process) -> float:
    times = one.cpu_times()
    return float(times.user + times.system)


def _ended_children(one: psutil.Process) -> float:
    times = one.cpu_times()
    return float(times.children_user + times.children_system)


def _safely(one: psutil.Process, measure: Callable[[psutil.Process], float]) -> float:
    """A process may end while it is looked at."""
    try:
        return measure(one)
    except psutil.NoSuchProcess:
        return 0.0
