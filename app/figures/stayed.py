"""Whether what people resolved stayed resolved."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, func, literal, select
from sqlalchemy.orm import Session

from app import clock, undoing
from app.figures.question import Question
from app.tables import Event, Message

SPAN = timedelta(days=7)


class Stayed(NamedTuple):
    """What people resolved on a day, and how much of it stayed resolved for seven days."""

    day: date
    resolved: int
    stayed: int


def read(session: Session, question: Question, now: datetime) -> list[Stayed]:
    """Only what was resolved more than seven days ago: of the rest nobody knows yet."""
    day = func.date(func.timezone(literal(clock.ZONE.key), Event.at)).label("day")
    counted = select(day, func.count().label("resolved"), func.count().filter(~_wrote_again()).label("stayed"))
    by_people = (Event.kind == "resolved", Event.person_id.is_not(None), *question.of_person(Event.person_id))
    known = (Event.at >= question.since, Event.at < min(question.until, now - SPAN))
    here = counted.where(*by_people, *known, *question.of_talk(Event.conversation_id), ~undoing.taken_back())
    return [Stayed(*row) for row in session.execute(here.group_by("day").order_by("day"))]


def _wrote_again() -> ColumnElement[bool]:
    """The customer, within seven days, something that was not only noted (thanks, a reaction)."""
    here = (Message.conversation_id == Event.conversation_id, Message.direction == "in")
    soon = (Message.written_at > Event.at, Message.written_at <= Event.at + SPAN)
    return exists().where(*here, *soon, Message.outcome.is_distinct_from("noted"))
