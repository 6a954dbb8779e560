"""A day so far, beside the same weekday of the last four weeks up to the same time."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Select, case, func, literal, select, union_all
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app import clock
from app.figures import volume
from app.figures.percentiles import usual
from app.ledger.standing import IN
from app.samples.mark import is_in_real, is_real
from app.tables import Correction, Message

WEEKS = 4
Columns = Select[*tuple[Any, ...]]
COUNTED = ("in", "answered", "asked", "escalated", "noted", "corrected")


class Figure(NamedTuple):
    """`usual`: the median of those of the four days that there is data of; None when there is none."""

    value: float | None
    usual: float | None


class Day(NamedTuple):
    since: datetime
    until: datetime


def days(now: datetime) -> list[Day]:
    """Today so far, then the same weekday a week ago up to the same time by the clock on the wall, and so on."""
    local = now.astimezone(clock.ZONE)
    found = []
    for weeks in range(WEEKS + 1):
        day = local.date() - timedelta(weeks=weeks)
        until = datetime.combine(day, local.time(), clock.ZONE) if weeks else now
        found.append(Day(datetime.combine(day, time.min, clock.ZONE), until))
    return found


def read(session: Session, now: datetime) -> dict[str, Figure]:
    """Each of COUNTED, and the `share` of Lotse's answers."""
    asked = days(now)
    counts = _messages(session, asked)
    for number, corrected in _corrections(session, asked).items():
        counts[number]["corrected"] = corrected
    since = known(session, asked)
    found = {name: figure([of_day[name] for of_day in counts], since) for name in COUNTED}
    return {**found, "share": figure([volume.share(of_day) for of_day in counts], since)}


def figure(of_days: Sequence[float | None], known: Sequence[bool]) -> Figure:
    before = [value for value, is_known in zip(of_days[1:], known[1:], strict=True) if is_known]
    return Figure(of_days[0], usual(before))


def known(session: Session, asked: Sequence[Day]) -> list[bool]:
    """Whether Lotse had begun by then: messages had come in before the day began, or on it."""
    first = session.scalars(
        select(func.min(Message.stored_at)).where(Message.direction == IN, is_real(Message.inbox_id))
    ).one()
    return [first is not None and first < day.until for day in asked]


def _messages(session: Session, asked: Sequence[Day]) -> list[Counter[str]]:
    reason = case((Message.outcome == "escalated", Message.outcome_reason)).label("reason")
    columns = (func.coalesce(Message.outcome, "open").label("outcome"), reason, func.count().label("messages"))

    def of(day: Day) -> Columns:
        here = (Message.direction == IN, Message.stored_at >= day.since, Message.stored_at < day.until)
        return select(*columns).where(*here, is_real(Message.inbox_id)).group_by("outcome", "reason")

    found = [Counter[str]() for _ in asked]
    for row in session.execute(_each(asked, of)):
        volume.add(found[row.number], row.outcome, row.reason, row.messages)
    return found


def _corrections(session: Session, asked: Sequence[Day]) -> dict[int, int]:
    """How many decisions' intents people put right on each of the days; the newest word of a day on one holds."""

    def of(day: Day) -> Columns:
        said = select(Correction.kind).where(
            Correction.at >= day.since, Correction.at < day.until, is_in_real(Correction.conversation_id)
        )
        newest = said.ext(distinct_on(Correction.decision_id)).order_by(Correction.decision_id, Correction.id.desc())
        kinds = newest.subquery()
        return select(func.count().label("corrected")).where(kinds.c.kind != "confirmed")

    return {row.number: row.corrected for row in session.execute(_each(asked, of))}


def _each(asked: Sequence[Day], of: Callable[[Day], Columns]) -> CompoundSelect[*tuple[Any, ...]]:
    """The same of each day, with its `number`. Joined with a table of the days PostgreSQL would read all messages."""
    return union_all(*(of(day).add_columns(literal(number).label("number")) for number, day in enumerate(asked)))
