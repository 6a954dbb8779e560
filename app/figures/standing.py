"""How things stand now: who waits and for how long, what is at risk, who is there and what they have in hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from app import clock, ledger
from app.figures import open_time
from app.figures.waits import AGENT, a_reply
from app.hours import FAR, Hours
from app.samples.mark import is_real
from app.tables import Contact, Conversation, Message, Person
from app.whatsapp.limits import SERVICE_WINDOW

LONG = timedelta(hours=1)  # in business hours: then somebody waits long
SHOWN = 8


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A conversation whose customer waits long, or will soon be out of reach."""

    id: int
    name: str | None
    assignee: str | None
    waiting_since: datetime
    closes_at: datetime | None
    closing: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """`load`: conversations that they have now; `last_reply`: today's."""

    id: int
    name: str
    seen_at: datetime | None
    load: int
    last_reply: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """`oldest`: since when the one waits who waits longest for somebody to take it; `open`: its business hours."""

    waiting: int
    oldest: datetime | None
    open: timedelta | None
    closing: int
    long: int
    at_risk: tuple[AtRisk, ...]
    people: tuple[Colleague, ...]


def read(session: Session, hours: Hours | None, warn_before: timedelta, now: datetime) -> Standing:
    closing, long = _closing(warn_before, now), _long(hours, now)
    waits = and_(Conversation.owner == "waiting", Conversation.snoozed_at.is_(None))
    oldest = func.min(Conversation.waiting_since).filter(waits)
    counts = (func.count().filter(waits), oldest, func.count().filter(closing), func.count().filter(long))
    in_question = _with_people()
    waiting, since, closing_soon, waiting_long = session.execute(select(*counts).where(*in_question)).one()
    at_risk = _at_risk(session, closing, or_(closing, long)) if closing_soon or waiting_long else ()
    open_since = _open(hours, since, now) if since else None
    return Standing(waiting, since, open_since, closing_soon, waiting_long, at_risk, _people(session, now))


def _open(hours: Hours | None, since: datetime, now: datetime) -> timedelta:
    """Of a wait that began very long ago only the part that lies within reach."""
    return timedelta(seconds=hours.open_seconds(max(since, now - FAR), now)) if hours else now - since


def _closing(warn_before: timedelta, now: datetime) -> ColumnElement[bool]:
    """The customer waits, can still be answered, and not for much longer."""
    window = (Conversation.last_customer_at > now - SERVICE_WINDOW, _ends_before(now + warn_before))
    return and_(Conversation.waiting_since.is_not(None), *window)


def _ends_before(moment: datetime) -> ColumnElement[bool]:
    return Conversation.last_customer_at <= moment - SERVICE_WINDOW


def _long(hours: Hours | None, now: datetime) -> ColumnElement[bool]:
    """The customer has waited for LONG of the time in which people were there."""
    times = open_time.of(hours, now - FAR, now) if hours else None
    begun = times.back(now, LONG.total_seconds()) if times else now - LONG
    snoozed = Conversation.snoozed_at.is_not(None)
    return and_(Conversation.waiting_since <= begun, ~snoozed) if begun else false()


def _with_people() -> tuple[ColumnElement[bool], ...]:
    return (Conversation.owner.in_(("waiting", "agent")), is_real(Conversation.inbox_id))


def _at_risk(session: Session, closing: ColumnElement[bool], which: ColumnElement[bool]) -> tuple[AtRisk, ...]:
    """The first ones: who is soon out of reach, then who waits longest."""
    rows = (
        select(
            Conversation.id,
            Contact.name,
            func.coalesce(Person.name, func.split_part(Person.email, "@", 1)).label("assignee"),
            Conversation.waiting_since,
            (Conversation.last_customer_at + SERVICE_WINDOW).label("closes_at"),
            closing.label("closing"),
        )
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(Person, Person.id == Conversation.assignee_id)
        .where(*_with_people(), which)
        .order_by(closing.desc(), Conversation.waiting_since, Conversation.id)
    )
    return tuple(AtRisk(**row._mapping) for row in session.execute(rows.limit(SHOWN)))


def _people(session: Session, now: datetime) -> tuple[Colleague, ...]:
    """Who has not left, by name, with what they have in hand."""
    load = _by_person(Conversation.assignee_id, func.count(), _in_hand())
    since = ledger.bounds(now.astimezone(clock.ZONE).date())[0]
    today = (*a_reply(AGENT), Message.written_at >= since, is_real(Message.inbox_id))
    said = _by_person(Message.person_id, func.max(Message.written_at), today)
    name = func.coalesce(Person.name, func.split_part(Person.email, "@", 1)).label("name")
    figures = (func.coalesce(load.c.value, 0).label("load"), said.c.value.label("last_reply"))
    rows = select(Person.id, name, Person.seen_at, *figures)
    rows = rows.outerjoin_from(Person, load, load.c.person_id == Person.id)
    rows = rows.outerjoin(said, said.c.person_id == Person.id).where(Person.left_at.is_(None))
    return tuple(Colleague(**row._mapping) for row in session.execute(rows.order_by("name")))


def _in_hand() -> tuple[ColumnElement[bool], ...]:
    mine = (Conversation.owner == AGENT, Conversation.assignee_id.is_not(None), Conversation.snoozed_at.is_(None))
    return (*mine, is_real(Conversation.inbox_id))


def _by_person(person_id: Any, value: Any, which: tuple[Any, ...]) -> Any:
    return select(person_id.label("person_id"), value.label("value")).where(*which).group_by(person_id).subquery()
