"""How soon people answer, measured: what a closing sentence may say of it."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, DateTime, Engine, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from app.decisions import Desk
from app.hours import Hours
from app.samples.mark import is_real
from app.tables import Message

FEWEST, MOST = 10, 50  # answers that the figure stands on
DAYS = timedelta(days=7)
SHARE = 0.8  # of the customers had an answer within that time
NOT_ANSWERED = ("held", "cancelled", "failed")  # of what agents wrote: the customer has not got it
FRESH = 60.0  # seconds for which a figure is used again

_known: WeakKeyDictionary[Engine | Connection, tuple[float, timedelta | None]] = WeakKeyDictionary()  # by database

_latest = (
    select(Message.id, Message.conversation_id, Message.written_at)
    .where(
        Message.author == "agent",
        is_real(Message.inbox_id),
        Message.status.not_in(NOT_ANSWERED),
        Message.written_at > bindparam("from", type_=DateTime(timezone=True)),
    )
    .order_by(Message.id.desc())
    .limit(MOST)
    .subquery()
)
_earlier, _asked = aliased(Message), aliased(Message)
_before = (
    select(func.max(_earlier.id))
    .where(
        _earlier.conversation_id == _latest.c.conversation_id,
        _earlier.id < _latest.c.id,
        _earlier.author.in_(("agent", "phone")),
    )
    .correlate(_latest)
    .scalar_subquery()
)
_since = (
    select(func.min(_asked.stored_at))
    .where(
        _asked.conversation_id == _latest.c.conversation_id,
        _asked.id < _latest.c.id,
        _asked.id > func.coalesce(_before, 0),
        _asked.outcome == "escalated",
    )
    .correlate(_latest)
    .scalar_subquery()
)
_FIRST_ANSWERS = select(_since.label("since"), _latest.c.written_at)


def desk(session: Session, hours: Hours | None, now: datetime) -> Desk:
    """Whether people are there, and how soon they answered lately."""
    return Desk(hours, _usual(session, hours, now))


def _usual(session: Session, hours: Hours | None, now: datetime) -> timedelta | None:
    """Measured at most once a minute: the figure moves slowly, and triage asks several times a second."""
    key = session.get_bind()
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
    """Since when customers waited, and when a person answered, of the latest such answers.

    Who writes on while they wait have waited since their first message; what people add is no answer of its own.
    """
    rows = session.execute(_FIRST_ANSWERS, {"from": now - DAYS})
    return [(row.since, row.written_at) for row in rows if row.since]
