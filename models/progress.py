"""How long work tells how far it is."""

from collections.abc import Callable

# done, total, what: called after each step; `done` never falls, `what` names the work of the step.
Progress = Callable[[int, int, str], None]


class Steps:
    """Counts steps of work that was planned beforehand, and tells a `Progress` of each, if there is one."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def advance(self, what: str, steps: int = 1) -> None:
        self._done = min(self._done + steps, self._total)
        if self._progress:
            self._progress(self._done, self._total, what)
