"""The simulator's clock: it can be moved on and run fast, so that a week passes in a minute."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock


@dataclass
class Clock:
    """Seconds since 1970. Safe to share between threads; `real` is the machine's own clock."""

    real: Callable[[], float] = time.time
    rate: float = 1.0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        self._set_at = self.real()
        self._said_then = self._set_at

    def now(self) -> float:
        with self._lock:
            return self._now()

    def change(self, advance: float = 0, rate: float | None = None) -> None:
        """Moves on by `advance` seconds; from now on each real second is `rate` seconds here."""
        with self._lock:
            self._said_then = self._now() + advance
            self._set_at = self.real()
            self.rate = self.rate if rate is None else rate

    def not_before(self, moment: float) -> None:
        """After a start the clock never stands before what the state has seen."""
        if moment > self.now():
            self.change(advance=moment - self.now())

    def real_seconds(self, seconds: float) -> float:
        """How long that many seconds of this clock take."""
        return seconds / self.rate

    def _now(self) -> float:
        return self._said_then + (self.real() - self._set_at) * self.rate
