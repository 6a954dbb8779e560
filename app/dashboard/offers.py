"""What a person may do with a conversation now, and why not. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.dashboard.rows import Listed
from app.dashboard.thread import Head
from app.whatsapp.limits import SERVICE_WINDOW, WINDOW_MARGIN, window_open

CLOSES_SOON = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Offers:
    """Which buttons there are; `closed` is a key of the texts that says why nobody can reply here now."""

    take: bool
    hand_back: bool
    resolve: bool
    closed: str | None


@dataclass(frozen=True, slots=True)
class Window:
    """The service window: `level` is open, today (people are warned), soon (under 30 min) or over."""

    level: str
    left: timedelta
    closes_at: datetime | None


def others(head: Head, person_id: int) -> bool:
    """An agent without a name is the owner, who wrote from the business's phone: that keeps only the bot out."""
    return head.owner == "agent" and head.assignee_id not in {None, person_id}


def offers(head: Head, person_id: int, now: datetime) -> Offers:
    others_have_it = others(head, person_id)
    return Offers(
        take=not head.erased and (head.owner != "agent" or head.assignee_id != person_id),
        hand_back=head.owner in {"waiting", "agent"} and not others_have_it,
        resolve=head.owner != "resolved" and not others_have_it,
        closed=_closed(head, others_have_it, now),
    )


def _closed(head: Head, others_have_it: bool, now: datetime) -> str | None:
    if head.sample:
        return "sample"
    if head.erased:
        return "erased"
    if head.group:
        return "group"
    if others_have_it:
        return "others_conversation"
    return None if window_open(head.last_customer_at, now) else "window_closed"


def window(last_customer_at: datetime | None, now: datetime, warned: timedelta) -> Window:
    """`warned`: how long before its end people are warned."""
    if last_customer_at is None:
        return Window("over", timedelta(0), None)
    closes_at = last_customer_at + SERVICE_WINDOW - WINDOW_MARGIN
    left = max(closes_at - now, timedelta(0))
    return Window(_level(left, warned), left, closes_at)


def _level(left: timedelta, warned: timedelta) -> str:
    if not left:
        return "over"
    if left < CLOSES_SOON:
        return "soon"
    return "today" if left < warned else "open"


def closing(row: Listed, now: datetime, warned: timedelta) -> Window | None:
    """The window of a conversation in the list, where it closes soon over somebody who waits for people."""
    if row.waiting_since is None:
        return None
    found = window(row.last_customer_at, now, warned)
    return found if found.level in {"today", "soon"} else None
