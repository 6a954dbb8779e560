"""Counting the customers' messages by what became of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from app import clock
from app.ledger.standing import IN, is_unexplained
from app.samples.mark import is_real
from app.tables import OUTCOMES, Conversation, Delivery, Message

Columns = Select[*tuple[Any, ...]]

NAMES = (*OUTCOMES, "open", "unexplained")  # what "in" is the sum of
NOTHING = dict.fromkeys(("in", *NAMES), 0)


def count(session: Session, since: datetime | None = None, until: datetime | None = None) -> dict[str, int]:
    """Count the inbound messages stored in [since, until): all of them as "in", and each under one of NAMES.

    One whose outcome is not true counts as unexplained and as nothing else; anything but 0 is a fault.
    """
    standing = _standing().label("standing")
    found = _of_inbound(select(standing, func.count().label("messages")), since, until).group_by("standing")
    return _whole({row.standing: row.messages for row in session.execute(found)})


def by_day(session: Session, since: datetime, until: datetime) -> dict[date, dict[str, int]]:
    """The same for each of the business's days on which messages were stored."""
    day = func.date(func.timezone(clock.ZONE.key, Message.stored_at)).label("day")
    counted = select(day, _standing().label("standing"), func.count().label("messages"))
    found: dict[date, dict[str, int]] = defaultdict(dict)
    for row in session.execute(_of_inbound(counted, since, until).group_by("day", "standing")):
        found[row.day][row.standing] = row.messages
    return {day: _whole(counts) for day, counts in sorted(found.items())}


def unexplained(
    session: Session, since: datetime | None, until: datetime | None, most: int, newest: bool = False
) -> list[int]:
    """The ids of the unexplained messages stored in [since, until), the oldest (or newest) first, at most so many."""
    ids = _of_inbound(select(Message.id), since, until).where(is_unexplained())
    order = (Message.stored_at.desc(), Message.id.desc()) if newest else (Message.stored_at, Message.id)
    ordered = ids.order_by(*order)  # the index on the time has it so far that little is left to sort
    return list(session.scalars(ordered.limit(most)))


def still_unexplained(session: Session, ids: Sequence[int], since: datetime) -> list[int]:
    """Which of these, that were unexplained, still are, of those stored since then."""
    these = _of_inbound(select(Message.id), since, None).where(Message.id.in_(ids), is_unexplained())
    return list(session.scalars(these)) if ids else []


def open_for_ever(session: Session, most: int) -> list[int]:
    """The ids of open messages that nobody will ever look at, whenever they were stored, at most so many."""
    ids = _of_inbound(select(Message.id), None, None).where(Message.outcome.is_(None), Conversation.due_at.is_(None))
    return list(session.scalars(ids.order_by(Message.conversation_id).limit(most)))  # in the order of the open ones


def uncounted(session: Session) -> dict[str, int]:
    """How many deliveries now wait to be taken in, and are set aside: their messages stand in no count."""
    set_aside = Delivery.set_aside_at.is_not(None)
    conditions = {"waiting": (Delivery.taken_in_at.is_(None), ~set_aside), "set_aside": (set_aside,)}
    counted = {name: select(func.count()).select_from(Delivery).where(*which) for name, which in conditions.items()}
    return {name: session.scalars(number).one() for name, number in counted.items()}


def _standing() -> ColumnElement[str]:
    return case((is_unexplained(), "unexplained"), else_=func.coalesce(Message.outcome, "open"))


def _of_inbound(query: Columns, since: datetime | None, until: datetime | None) -> Columns:
    inbound = query.join_from(Message, Conversation, Conversation.id == Message.conversation_id)
    inbound = inbound.where(Message.direction == IN, is_real(Message.inbox_id))
    if since:
        inbound = inbound.where(Message.stored_at >= since)
    return inbound.where(Message.stored_at < until) if until else inbound


def bounds(day: date) -> tuple[datetime, datetime]:
    """When one of the business's days begins, and when the next one does."""
    begins = datetime.combine(day, time.min, clock.ZONE)
    return begins, datetime.combine(day + timedelta(days=1), time.min, clock.ZONE)


def _whole(found: dict[str, int]) -> dict[str, int]:
    return {"in": sum(found.values()), **{name: found.get(name, 0) for name in NAMES}}
