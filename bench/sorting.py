"""Runs the sorters, each in a process of its own, one after the other in rounds, so that all meet the same machine."""

import json
import os
import random
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.sorters import Example
from bench.stand import ROOT

SIZES = (1, 64, 256)  # messages at a time
WARM_UP = 300  # of the examples are sorted before the messages that are timed
MOST_SECONDS = 3600  # for one process
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A sorter by its name in `bench.sorters`, and the interpreter that runs it; None: it is not installed."""

    name: str
    sorter: str
    python: str | None


def run(
    entries: Sequence[Entry],
    examples: Sequence[Example],
    messages: Sequence[tuple[str, str]],
    rounds: int,
    say: Callable[[str], None],
) -> dict[str, dict[str, Any]]:
    """What was found of each entry that could be run, by its name. messages: text and label.

    Raises RuntimeError with its last words when one fails.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _write(folder, examples, [text for text, _ in messages])
        here = [entry for entry in entries if entry.python]
        trained = {}
        for entry in here:
            trained[entry.name] = _process(entry, folder, "train")
            say(f"  {entry.name}: trained in {trained[entry.name]['train']:.1f} s of CPU")
        runs = [_round(here, folder, number, say) for number in range(1, rounds + 1)]
    labels = [label for _, label in messages]
    return {name: one | figures([found[name] for found in runs], labels) for name, one in trained.items()}


def _write(folder: Path, examples: Sequence[Example], messages: list[str]) -> None:
    drawn = random.Random(7).sample([example.text for example in examples], min(WARM_UP, len(examples)))
    for name, what in (("examples", list(examples)), ("warm_up", drawn), ("messages", messages)):
        (folder / f"{name}.json").write_text(json.dumps(what), "utf-8")


def _round(
    entries: Sequence[Entry], folder: Path, number: int, say: Callable[[str], None]
) -> dict[str, dict[int, dict[str, Any]]]:
    """By entry and messages at a time. The sizes are the outer loop: what is compared is measured within a minute."""
    found: dict[str, dict[int, dict[str, Any]]] = {entry.name: {} for entry in entries}
    for size in SIZES:
        for entry in entries:
            found[entry.name][size] = _process(entry, folder, "sort", str(size))
        say(f"  round {number}: sorted {size} at a time")
    return found


def _process(entry: Entry, folder: Path, what: str, *more: str) -> dict[str, Any]:
    command = [str(entry.python), "-m", "bench.sorters", what, str(folder), entry.sorter, *more]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **ONE_THREAD}, capture_output=True, text=True, timeout=MOST_SECONDS
    )
    if done.returncode:
        raise RuntimeError(f"{entry.name} ({what}) ended with {done.returncode}: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def figures(rounds: Sequence[Mapping[int, Mapping[str, Any]]], labels: Sequence[str]) -> dict[str, Any]:
    """Of one sorter's rounds, the median of each figure over the rounds, ms and messages a second. PURE."""
    alone = [found[1] for found in rounds]
    right = [found == label for found, label in zip(alone[0]["labels"], labels, strict=True)]
    return {
        "load": {part: _middle(one["load"][part] for one in alone) for part in alone[0]["load"]},
        "p50": _middle(1000 * _share(one["walls"], 0.5) for one in alone),
        "p95": _middle(1000 * _share(one["walls"], 0.95) for one in alone),
        "cpu_p50": _middle(1000 * _share(one["cpu"], 0.5) for one in alone),
        "a_second": [_middle(len(labels) / sum(one[size]["walls"]) for one in rounds) for size in SIZES[1:]],
        "cpu_a_second": [_middle(len(labels) / sum(one[size]["cpu"]) for one in rounds) for size in SIZES[1:]],
        "memory": _middle(one["memory"] or 0 for one in alone),
        "in_scope": _mean([r for r, label in zip(right, labels, strict=True) if label != "out_of_scope"]),
        "out_of_scope": _mean([r for r, label in zip(right, labels, strict=True) if label == "out_of_scope"]),
    }


def _middle(values: Any) -> float:
    return float(statistics.median(values))


def _share(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed."""
    return sorted(values)[max(0, -int(-share * len(values) // 1) - 1)]


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
