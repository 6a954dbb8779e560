"""How long a customer waits in the hours in which people are there, and when they should have an answer. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.hours import FAR, Hours

SOON = 0.5  # of the time for an answer: with less left it is said how much


@dataclass(frozen=True, slots=True)
class ReplyDue:
    """`level`: soon, or over; `left` is how long still, or since when it is over."""

    level: str
    left: timedelta


def waited(since: datetime, now: datetime, hours: Hours | None) -> timedelta:
    """Nights and holidays are not waited through. Without hours, or after months, all of the time counts."""
    if hours is None or now - since > FAR:
        return now - since
    return timedelta(seconds=hours.open_seconds(since, now))


def reply_due(waits: timedelta, within: timedelta) -> ReplyDue | None:
    """Whether the answer to who has waited so long is nearly due; `within`: how soon it should come, 0 for never."""
    left = within - waits
    if not within or left > within * SOON:
        return None
    return ReplyDue("soon", left) if left > timedelta(0) else ReplyDue("over", -left)
