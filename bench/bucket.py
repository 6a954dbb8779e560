"""How much a number may send: so many messages a second, as many of them at once."""

from dataclasses import dataclass, field


@dataclass
class Bucket:
    """`a_second` is None where nothing is limited. Times are in seconds, by one clock. PURE but for what it counts."""

    a_second: float | None
    refused: int = 0
    _left: float = field(init=False)
    _at: float | None = None

    def __post_init__(self) -> None:
        self._left = self.a_second or 0.0

    def take(self, now: float) -> bool:
        """Whether one more may be sent now."""
        if self.a_second is None:
            return True
        since = 0.0 if self._at is None else now - self._at
        self._left, self._at = min(self.a_second, self._left + since * self.a_second), now
        if self._left < 1:
            self.refused += 1
            return False
        self._left -= 1
        return True
