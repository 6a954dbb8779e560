"""Whether the clocks of this process, of PostgreSQL and of Redis agree."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from redis import RedisError
from sqlalchemy import text

from app import database, wake
from app.doctor.finding import Finding

MUCH, TOO_MUCH = 5.0, 60.0  # seconds; app/clock.py reckons with no more than the second


def look() -> list[Finding]:
    found = {"PostgreSQL": _ahead(_of_postgresql)}
    with suppress(RedisError):  # its own check says that it is away
        found["Redis"] = _ahead(_of_redis)
    return judge(found)


def _ahead(read: Callable[[], float]) -> float:
    """By how many seconds that clock is ahead of ours; the question's way there and back is shared out evenly."""
    before = time.time()
    there = read()
    return there - (before + time.time()) / 2


def _of_postgresql() -> float:
    with database.single_statements().connect() as connection:
        return float(connection.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one())


def _of_redis() -> float:
    with wake.connect() as redis:
        seconds, microseconds = redis.time()
    return float(seconds) + float(microseconds) / 1e6


def judge(ahead: Mapping[str, float]) -> list[Finding]:
    """PURE."""
    apart = {name: by for name, by in ahead.items() if abs(by) >= MUCH}
    wrong = [
        Finding("clock_apart", "fail" if abs(by) >= TOO_MUCH else "warn", {"server": name, "seconds": round(by)})
        for name, by in apart.items()
    ]
    return wrong or [Finding("clocks")]
