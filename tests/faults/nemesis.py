"""The nemesis: kills processes while customers write, at named points and anywhere."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.faults.patched.points import POINTS
from tests.faults.programs import Programs

MOST_ARMED = 4  # points that wait for their process at the same time


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


def killing(programs: Programs, dice: Random) -> list[Callable[[], object]]:
    """The ways to kill: mostly at a named point, else anywhere."""
    named: list[Callable[[], object]] = [lambda: arm_one(programs, dice)]
    anywhere: list[Callable[[], object]] = [
        lambda: programs.kill(dice.choice(("web-1", "workers-1", "clock-1"))),
        lambda: programs.kill_child(dice.choice(("web-1", "workers-1")), dice),
        lambda: programs.kill_child("workers-1", dice),
    ]
    return named * 8 + anywhere * 2 + [programs.kill_all]


def arm_one(programs: Programs, dice: Random) -> None:
    armed = programs.armed()
    if len(armed) < MOST_ARMED:
        programs.arm(dice.choice([point.name for point in POINTS if point.name not in armed]), dice.randint(1, 3))
