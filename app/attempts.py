"""Counting attempts while Redis is away: in the process's memory, of which no attacker may take much."""

from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MOST = 10_000  # keys, of about 1 KB; hashing passwords keeps a process to about a hundred thousand an hour


class Attempts(MemoryStorage):
    """Its parent keeps every key for good. This one forgets all when they are too many: whoever makes so many comes
    from as many places, which the limits for one place do not stop anyway."""

    STORAGE_SCHEME: list[str] = []  # noqa: RUF012 - as its parent has it; none: no address leads here

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        if len(self.events) >= MOST and key not in self.events:
            self.reset()
        try:
            return super().acquire_entry(key, limit, expiry, amount)
        except KeyError:  # another thread has just forgotten all
            return super().acquire_entry(key, limit, expiry, amount)


def limiter() -> MovingWindowRateLimiter:
    """For Flask-Limiter to fall back to."""
    return MovingWindowRateLimiter(Attempts())
