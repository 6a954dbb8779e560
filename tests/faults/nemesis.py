"""The nemesis: kills processes while customers write, at named points and anywhere."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.faults.patched.points import POINTS
from tests.faults.programs import Programs

PEACE = 4.0  # seconds


@dataclass
class Nemesis:
    """Runs one of `acts` every `pause` seconds while it is entered."""

    acts: list[Callable[[], object]]
    pause: float
    dice: Random
    done: int = 0
    failed: list[BaseException] = field(default_factory=list)
    _ends: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Nemesis":
        self._thread = threading.Thread(target=self._run, name="nemesis", daemon=True)
        self._thread.start()
        return self

    def _run(self) -> None:
        while not self._ends.wait(self.pause * self.dice.uniform(0.5, 1.5)):
            try:
                self.dice.choice(self.acts)()
            except Exception as error:  # told when the play ends
                self.failed.append(error)
                return
            self.done += 1

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()
        if self.failed:
            raise self.failed[0]


@dataclass
class Killer:
    """Kills mostly at a named point, else anywhere.

    A program that was killed at a point is left in peace for a while: three deaths in a row with the same delivery in
    hand are poison for Lotse, whoever killed, and it is right to set that aside.
    """

    programs: Programs
    dice: Random
    _peace: dict[str, float] = field(default_factory=dict)

    def acts(self) -> list[Callable[[], object]]:
        programs, dice = self.programs, self.dice
        anywhere: list[Callable[[], object]] = [
            lambda: programs.kill(dice.choice(("web-1", "workers-1", "clock-1"))),
            lambda: programs.kill("clock-1"),
            lambda: programs.kill_child("web-1", dice),
            lambda: programs.kill_child("workers-1", dice),
        ]
        return [self.arm_one] * 20 + anywhere * 3 + [programs.kill_all]

    def arm_one(self) -> None:
        armed, now = self.programs.armed(), time.monotonic()
        busy = {point.program for point in POINTS if point.name in armed}
        busy |= {program for program, ends in self._peace.items() if ends > now}
        free = [point for point in POINTS if point.program not in busy]
        if free:
            point = self.dice.choice(free)
            self.programs.arm(point.name, self.dice.randint(1, 3))
            self._peace[point.program] = now + PEACE
