"""Conversations that somebody lays aside: until the customer writes, or until a time. Whoever has them keeps them.

Each verb runs in the caller's transaction and expects the conversation's row locked.
"""

from datetime import UTC, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app import owners, owning
from app.refusals import RefusedError
from app.tables import Conversation, Person
from app.timeline import TWICE, note

CHOICES = ("reply", "hour", "tomorrow", "week", "at")
MORNING = time(9)
FARTHEST = timedelta(days=366)
MOST = 500  # woken at a time; the others the next minute


def until(choice: str, at: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The time that a choice means, None for the customer's next message; `at` is a date and time in the zone.

    Raises RefusedError with `snooze_when` for what is no time, or none that lies ahead within a year.
    """
    match choice:
        case "reply":
            return None
        case "hour":
            return now + timedelta(hours=1)
        case "tomorrow":
            return _morning(now, 1, zone)
        case "week":
            return _morning(now, 7 - now.astimezone(zone).weekday(), zone)
        case _:
            return _ahead(_read(at, zone), now)


def _morning(now: datetime, days: int, zone: tzinfo) -> datetime:
    day = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def _read(at: str, zone: tzinfo) -> datetime:
    try:
        return datetime.strptime(at, "%Y-%m-%dT%H:%M").replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise RefusedError("snooze_when") from None


def _ahead(moment: datetime, now: datetime) -> datetime:
    if not now < moment <= now + FARTHEST:
        raise RefusedError("snooze_when")
    return moment


def asleep(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Which conversations are out of the lists of work: exact to the second, whenever the clock comes round to them."""
    ahead = or_(Conversation.snoozed_until.is_(None), Conversation.snoozed_until > now)
    return and_(Conversation.snoozed_at.is_not(None), ahead)


def snooze(
    session: Session, conversation: Conversation, person: Person, wakes_at: datetime | None, now: datetime
) -> None:
    """Lay it aside until then, or until the customer writes; the same again changes nothing.

    Raises RefusedError with `not_with_people`.
    """
    if conversation.owner not in owners.WITH_PEOPLE:
        raise RefusedError("not_with_people")
    before = conversation.snoozed_until
    if conversation.snoozed_at and _same(before, wakes_at):
        return
    conversation.snoozed_at, conversation.snoozed_until = now, wakes_at
    note(session, conversation, "snoozed", now, person=person, detail={"from": _iso(before), "to": _iso(wakes_at)})


def wake(session: Session, conversation: Conversation, person: Person, now: datetime) -> None:
    """A person wants it back in the lists of work."""
    if conversation.snoozed_at:
        _wake(session, conversation, now, None, person)


def customer_wrote(session: Session, conversation: Conversation, now: datetime) -> None:
    """Whatever it was laid aside for, now there is something to read."""
    if conversation.snoozed_at:
        _wake(session, conversation, now, "customer_wrote")


def wake_due(session: Session, now: datetime) -> int:
    """Wake those whose time has come, except what somebody has locked just now; returns how many."""
    come = select(Conversation).where(Conversation.snoozed_at.is_not(None), Conversation.snoozed_until <= now)
    locked = come.order_by(Conversation.snoozed_until).limit(MOST).with_for_update(of=Conversation, skip_locked=True)
    due = session.scalars(locked).all()
    for conversation in due:
        _wake(session, conversation, now, "time_came")
    return len(due)


def _wake(
    session: Session, conversation: Conversation, now: datetime, reason: str | None, person: Person | None = None
) -> None:
    """Who has it has as long as if they had taken it now: it must not go back at the very moment it comes up."""
    was = conversation.snoozed_until
    owning.wake(conversation)
    conversation.changed_at = now
    if conversation.taken_at:
        conversation.taken_at = now
    note(session, conversation, "woken", now, reason, person, {"from": _iso(was)})


def _same(one: datetime | None, other: datetime | None) -> bool:
    """An hour from now is another moment at the second click."""
    return one == other if one is None or other is None else abs(one - other) <= TWICE


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
