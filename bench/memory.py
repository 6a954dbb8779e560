"""Part `memory`: what each process holds at rest, and while it works for an hour."""

import asyncio
import threading
import time
from typing import Any

from bench import systems, texts, usage
from bench.markdown import number, table
from bench.options import Options
from bench.run import measure as run_once
from bench.stand import Stand

TITLE = "Memory over an hour of load"
RATE = 40.0  # messages a second, with their statuses
SAMPLES = 60
START_SECONDS = 15  # until every process has started and loaded what it has at rest
DYNO_MB = 512


def measure(place: Stand, options: Options) -> dict[str, Any]:
    system = systems.lotse()
    place.empty()
    with place.run(system.commands, system.prepare(place)):
        time.sleep(START_SECONDS)
        with _Samples(place, options.memory_seconds / SAMPLES) as samples:
            run = asyncio.run(run_once(place, system, texts.answered(), RATE, options.memory_seconds))
        options.say(f"  {run.answered} messages in {run.seconds:.0f} s; refused {run.refused}, doubled {run.twice}")
        return {"seconds": run.seconds, "answered": run.answered, "wrote": run.wrote, "samples": samples.taken}


class _Samples:
    """Use as a context: the memory of every process (fair share, PSS, in MB), at rest and then from time to time."""

    def __init__(self, place: Stand, every: float) -> None:
        self.taken: list[dict[str, float]] = []
        self._place, self._every = place, every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "_Samples":
        self._take(0)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        began = time.monotonic()
        while not self._ended.wait(self._every):
            self._take((time.monotonic() - began) / 60)

    def _take(self, minute: float) -> None:
        held = [usage.memory_by_kind(name, process.pid) for name, process in self._place.processes.items()]
        whole = {name: mb for one in held for name, mb in one.items()}
        self.taken.append({"minute": minute, **whole})


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    samples = found["samples"]
    shown = [samples[round(part * (len(samples) - 1))] for part in (0, 0.1, 0.25, 0.5, 0.75, 1)]
    names = [name for name in samples[-1] if name != "minute"]
    rows = [[name, *(number(sample.get(name, 0)) for sample in shown)] for name in names]
    dynos = [[f"**{dyno}**", *(f"**{_whole(dyno, sample):.0f}**" for sample in shown)] for dyno in ("web", "worker-1")]
    return [
        f"{found['answered']:,} messages at {RATE:g} a second over {found['seconds'] / 60:.0f} minutes. Fair share of "
        f"memory (PSS) in MB, so that what processes share counts once; a dyno has {DYNO_MB}.",
        "",
        *table(["after minutes", *(_when(sample["minute"]) for sample in shown)], [*rows, *dynos]),
    ]


def _when(minute: float) -> str:
    return f"{minute:.0f}" if minute else "at rest"


def _whole(dyno: str, sample: dict[str, float]) -> float:
    return sum(mb for name, mb in sample.items() if name.startswith(dyno))
