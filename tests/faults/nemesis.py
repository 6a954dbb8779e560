"""The nemesis: kills processes while customers write, at named points and anywhere."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.faults import servers
from tests.faults.patched.points import POINTS, Point
from tests.faults.programs import Programs
from tests.processes import Stand

PEACE = {"intake": 5.0, "triage": 8.0}  # seconds after a death
A_LITTLE = 1.5  # for those who count no attempts
TO_START = 10.0  # for the whole program, which on a busy machine takes half of that to come to its work again


@dataclass
class Nemesis:
    """Runs one of `acts` every `pause` seconds while it is entered."""

    acts: Sequence[Callable[[], object]]
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

    A program that was killed at a point is left in peace for a while: three deaths in a row with the same delivery or
    turn in hand are poison for Lotse, whoever killed, and it is right to set that aside.
    """

    stand: Stand
    programs: Programs
    dice: Random
    _peace: dict[str, float] = field(default_factory=dict)
    _waiting: list[Point] = field(default_factory=list)
    _started: float = 0.0

    def acts(self) -> list[Callable[[], object]]:
        programs, dice = self.programs, self.dice
        anywhere: list[Callable[[], object]] = [
            lambda: programs.kill(dice.choice(("web-1", "clock-1"))),
            lambda: self.unless_just_started(lambda: programs.kill("workers-1")),
            lambda: programs.kill("clock-1"),
            lambda: programs.kill_child("web-1", dice),
            lambda: programs.kill_child("workers-1", dice),
        ]
        everything = [lambda: self.unless_just_started(programs.kill_all)] * 2
        everything += [lambda: self.unless_just_started(self.kill_machine)]
        return [self.arm_one] * 40 + anywhere * 6 + everything

    def unless_just_started(self, kill: Callable[[], object]) -> None:
        """Workers that are killed before they come to their work show nothing but that nobody works then."""
        if time.monotonic() > self._started + TO_START:
            kill()
            self._started = time.monotonic()

    def arm_one(self) -> None:
        """At a point where nobody died yet, if there is one; not in a program that died there a moment ago."""
        armed, now, died = self.programs.armed(), time.monotonic(), set(self.programs.deaths())
        for point in [point for point in self._waiting if point.name not in armed]:
            self._waiting.remove(point)
            self._peace[point.program] = now + PEACE.get(point.program, A_LITTLE)
        busy = {point.program for point in self._waiting}
        busy |= {program for program, ends in self._peace.items() if ends > now}
        free = [point for point in POINTS if point.program not in busy]
        if free:
            point = self.dice.choice([one for one in free if one.name not in died] or free)
            self.programs.arm(point.name, self.dice.randint(1, 3))
            self._waiting.append(point)

    def kill_machine(self) -> None:
        """Lotse, PostgreSQL and Valkey die in the same instant, and are started again."""
        with self.programs.away():
            servers.kill_both(self.stand)
            servers.start_both(self.stand)


def rest_of(programs: Programs) -> list[str]:
    """The points at which nobody has died."""
    died = set(programs.deaths())
    return [point.name for point in POINTS if point.name not in died]
