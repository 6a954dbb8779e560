"""How soon people answer, measured: what a closing sentence may say of it."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.decisions import Desk
from app.hours import Hours
from app.tables import Message

FEWEST, MOST = 10, 50  # answers that the figure stands on
DAYS = timedelta(days=7)
SHARE = 0.8  # of the customers had an answer within that time
FRESH = 60.0  # seconds for which a figure is used again

_known: dict[int, tuple[float, timedelta | None]] = {}


def desk(session: Session, hours: Hours | None, now: datetime) -> Desk:
    """Whether people are there, and how soon they answered lately."""
    return Desk(hours, _usual(session, hours, now))


def _usual(session: Session, hours: Hours | None, now: datetime) -> timedelta | None:
    """Measured at most once a minute: the figure moves slowly, and triage asks several times a second."""
    key = id(session.get_bind())
    measured_at, usual = _known.get(key, (float("-inf"), None))
    if time.monotonic() - measured_at > FRESH:
        usual = usual_wait([_wait(hours, *row) for row in _first_answers(session, now)])
        _known[key] = time.monotonic(), usual
    return usual


def usual_wait(waits: Sequence[timedelta]) -> timedelta | None:
    """The time within which four in five had an answer; None when there are too few to say."""
    return sorted(waits)[round(SHARE * (len(waits) - 1))] if len(waits) >= FEWEST else None


def _wait(hours: Hours | None, asked_at: datetime, answered_at: datetime) -> timedelta:
    """Of a night nobody says that it was waited through."""
    return timedelta(seconds=hours.open_seconds(asked_at, answered_at)) if hours else answered_at - asked_at


def _first_answers(session: Session, now: datetime) -> list[tuple[datetime, datetime]]:
    """When customers asked and got their first answer from a person, of the latest such answers."""
    asked = aliased(Message)
    latest = select(Message.answers_id, Message.written_at).where(
        Message.author == "agent", Message.written_at > now - DAYS
    )
    some = latest.order_by(Message.id.desc()).limit(MOST).subquery()
    first = select(func.min(asked.stored_at), func.min(some.c.written_at)).join(some, some.c.answers_id == asked.id)
    return [(row[0], row[1]) for row in session.execute(first.where(asked.outcome == "escalated").group_by(asked.id))]
