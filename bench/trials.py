"""Runs of one system at several rates, each on fresh processes and empty tables."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench import search
from bench.held import why_not
from bench.options import Options
from bench.run import Run, measure
from bench.stand import Stand
from bench.systems import System

FEWEST = 100  # messages of a run: of fewer, a backlog that grows looks like one that jumps
STEP_DOWN = 0.93


@dataclass
class Trials:
    place: Stand
    system: System
    texts: Sequence[str]
    options: Options
    done: list[tuple[Run, str | None]] = field(default_factory=list)

    def run(self, rate: float, seconds: float, reports: bool = True, limit: float | None = None) -> Run:
        self.place.empty()
        seconds = max(seconds, FEWEST / rate)
        with self.place.run(self.system.commands, self.system.prepare(self.place)):
            return asyncio.run(measure(self.place, self.system, self.texts, rate, seconds, reports, limit))

    def holds(self, rate: float, seconds: float) -> bool:
        run = self.run(rate, seconds)
        trouble = why_not(run)
        self.done.append((run, trouble))
        self.options.say(
            f"  {self.system.name}: {rate:g}/s for {run.seconds:.0f} s {trouble or 'held'}; "
            f"answered after {run.answered_ms.get('p50', 0):.0f} ms, {run.cpu_sum:.1f} ms of CPU a message"
        )
        return trouble is None

    def highest(self) -> Run | None:
        """The run that confirms the highest rate held; None when no rate was."""
        rate = search.highest(lambda one: self.holds(one, self.options.step), self.system.start, self.options.halvings)
        for _ in range(6):
            if not rate or self.holds(rate, self.options.seconds):
                break
            rate = search.rounded(rate * STEP_DOWN)
        last, trouble = self.done[-1]
        return last if rate and trouble is None else None

    def plain(self) -> list[dict[str, Any]]:
        return [{**run.plain(), "trouble": trouble} for run, trouble in self.done]
