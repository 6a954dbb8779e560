"""Counting attempts: one can be given back; while Redis is away, in memory, of which no attacker may take much."""

from collections.abc import Iterable
from contextlib import suppress

from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter
from redis import RedisError

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


def give_back(storage: Storage, keys: Iterable[str]) -> None:
    """The latest attempt under each key is not counted any more, whosever it was: they are alike but for an instant."""
    if isinstance(storage, RedisStorage):
        with suppress(RedisError):  # then they count until they are over
            for key in keys:
                storage.storage.lpop(storage.prefixed_key(key))
    elif isinstance(storage, MemoryStorage):
        for key in keys:
            _take_out(storage, key)


def _take_out(storage: MemoryStorage, key: str) -> None:
    """A key that counts nothing goes too: enough of them would make the storage forget those that do."""
    with storage.locks[key]:
        counted = storage.events.get(key, [])
        del counted[:1]
        if not counted:
            storage.clear(key)
