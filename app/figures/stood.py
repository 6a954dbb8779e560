"""How things usually stand at this hour: who waits, and what people have in hand.

No history tells it: a conversation keeps since when it waits, not when it waited before. So the clock notes each
quarter of an hour how things stand, and a weekday is compared with its likes of the last four weeks.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.figures import standing, today
from app.figures.percentiles import usual
from app.hours import Hours
from app.playbook.rules import Rules
from app.presence import is_online
from app.tables import Stood

QUARTER = timedelta(minutes=15)
KEPT = timedelta(weeks=today.WEEKS, days=1)


@dataclass(frozen=True, slots=True)
class Usually:
    """Medians of the four days, None where nothing was noted on any; `oldest` in minutes, 0 when nobody waited;
    `loads` by person, of those days on which they were there or had conversations."""

    waiting: float | None = None
    oldest: float | None = None
    loads: dict[int, float | None] = field(default_factory=dict)


def note(session: Session, hours: Hours | None, rules: Rules, now: datetime) -> None:
    """Once in each quarter of an hour; what is too old to be compared with is deleted."""
    if session.get(Stood, quarter(now)):
        return
    found = standing.read(session, hours, timedelta(minutes=rules.waiting.warn_minutes), now)
    loads = {str(one.id): one.load for one in found.people if one.load or is_online(one.seen_at, now, rules)}
    oldest = round(found.open.total_seconds()) if found.open is not None else None
    values = {"at": quarter(now), "waiting": found.waiting, "oldest_seconds": oldest, "loads": loads}
    session.execute(insert(Stood).values(values).on_conflict_do_nothing())
    session.execute(delete(Stood).where(Stood.at < now - KEPT))


def usually(session: Session, now: datetime) -> Usually:
    moments = [quarter(day.until) for day in today.days(now)[1:]]
    rows = session.scalars(select(Stood).where(Stood.at.in_(moments))).all()
    loads: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        for person_id, load in row.loads.items():
            loads[int(person_id)].append(load)
    return Usually(
        usual([row.waiting for row in rows]),
        usual([(row.oldest_seconds or 0) / 60 for row in rows]),
        {person_id: usual(values) for person_id, values in loads.items()},
    )


def quarter(moment: datetime) -> datetime:
    """When the quarter of an hour began in which a moment lies."""
    past = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment - past
