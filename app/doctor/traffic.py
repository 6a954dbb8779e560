"""Whether customers write as usual for this weekday and hour: a webhook that nobody calls breaks without a word."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import clock, database
from app.doctor.finding import Finding
from app.samples.mark import is_real
from app.tables import Message

SECONDS = 2.0  # for a statement
WEEKS = 6
NEEDED = 5  # of the weeks: one holiday among them must not hide a silence
FEW = 3  # messages; where fewer are usual, none at all is no sign
SHORTEST, LONGEST = timedelta(minutes=30), timedelta(days=1)
WEEK = timedelta(days=7)


def look() -> list[Finding]:
    with database.sessions()() as session:
        database.take_at_most(session, SECONDS)
        now = clock.now(session)
        silent = silence(session, now)
        if silent is None:
            return [judge(None, ())]
        return [judge(silent, before(session, now, min(silent, LONGEST)))]


def silence(session: Session, now: datetime) -> timedelta | None:
    """For how long no customer has written; None: nobody ever has."""
    newest = select(Message.stored_at).where(*_from_customers()).order_by(Message.stored_at.desc()).limit(1)
    last = session.scalar(newest)
    return None if last is None else max(now - last, timedelta())


def before(session: Session, now: datetime, span: timedelta) -> list[int]:
    """How many messages came in the same span of time before the same hour, in each of the last weeks."""
    return [_number(session, now - week * WEEK, span) for week in range(1, WEEKS + 1)]


def _number(session: Session, until: datetime, span: timedelta) -> int:
    counted = select(func.count()).select_from(Message).where(*_from_customers())
    return session.scalars(counted.where(Message.stored_at >= until - span, Message.stored_at < until)).one()


def _from_customers() -> tuple[ColumnElement[bool], ...]:
    return Message.direction == "in", is_real(Message.inbox_id)


def judge(silence: timedelta | None, before: Sequence[int]) -> Finding:
    """`before`: what came in so long a span in each of the last weeks. PURE."""
    if silence is None:
        return Finding("nobody_wrote", "warn")
    busy = sum(number >= FEW for number in before)
    if silence >= SHORTEST and busy >= NEEDED:
        return Finding("silent", "warn", {"span": silence, "usual": round(median(before))})
    return Finding("traffic", "ok", {"span": silence})
