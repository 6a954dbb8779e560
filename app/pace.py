"""How fast a number sends once Meta has said that it is too fast: slower with each refusal, faster while all goes well.

Nobody has to tell Lotse a number's limit (Meta's throughput levels: 80 messages a second, 1,000 on request), and one
that never meets its limit is never held back. Pure.
"""

from datetime import datetime, timedelta
from math import floor

from app.clock import SKEW

DEFAULT = 80.0  # messages a second, Meta's default throughput of a number
LEAST = 1.0
SECOND = timedelta(seconds=1)  # between two changes: what is under way still goes at the pace of before
# So much of the time before may be made up for at once: a job of the outbox that ends waits for its last requests, and
# nothing is claimed meanwhile. A tenth of a second's worth is left for what reaches Meta later than it left.
LOOK = timedelta(seconds=0.9)
QUIET = timedelta(minutes=10)  # after so long at the default without a refusal, the number is free again


def slower(pace: float | None, since: datetime | None, now: datetime) -> float:
    """The pace after a refusal, in messages a second. The first one sets the default."""
    if pace is None or since is None:
        return DEFAULT
    return max(LEAST, 0.9 * pace) if _may_change(since, now) else pace


def faster(pace: float, since: datetime, now: datetime) -> float | None:
    """The pace after messages went out; None: no limit any more."""
    if pace >= DEFAULT:
        return None if now - since > QUIET else pace
    if not _may_change(since, now):
        return pace
    return min(DEFAULT, 1.5 * pace if pace < DEFAULT / 2 else pace + 2)


def _may_change(since: datetime, now: datetime) -> bool:
    return not timedelta(0) <= now - since < SECOND


def allowed(pace: float, spoken_for: datetime | None, now: datetime) -> int:
    """How many messages may go now, when the time up to `spoken_for` belongs to those that went before."""
    return max(0, floor((now - _from(pace, spoken_for, now)).total_seconds() * pace + 1e-6))


def after(pace: float, spoken_for: datetime | None, now: datetime, sent: int) -> datetime:
    """Up to when the time is spoken for once so many more go."""
    return _from(pace, spoken_for, now) + timedelta(seconds=sent / pace)


def _from(pace: float, spoken_for: datetime | None, now: datetime) -> datetime:
    """What was not used before the last look is lost, and so is what a clock that was put back left far ahead."""
    earliest = now - LOOK - timedelta(seconds=1 / pace)
    return max(spoken_for, earliest) if spoken_for and spoken_for < now + SKEW else earliest
