"""What the ledger's page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app import database, ledger, set_aside
from app.ledger import last_check, overdue, waits
from app.ledger.overdue import Overdue
from app.ledger.waits import Waited

MOST_NAMED = 100
DAYS = 14

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a stacked bar; `start` and `width` in hundredths of its whole length."""

    name: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Day:
    """One of the business's days; what is overdue, uncounted and checked is of now, whatever the day."""

    day: date
    counts: Mapping[str, int]
    decided: Waited | None
    sent: Waited | None
    unexplained: Sequence[int]
    overdue: Overdue
    uncounted: Mapping[str, int]
    turns_set_aside: int
    checked_at: datetime | None

    @property
    def before(self) -> date:
        return self.day - timedelta(days=1)

    @property
    def after(self) -> date:
        return self.day + timedelta(days=1)


def day(session: Session, wanted: date, now: datetime) -> Day:
    since, until = ledger.bounds(wanted)
    counts = ledger.count(session, since, until)
    return Day(
        day=wanted,
        counts=counts,
        decided=waits.until_decided(session, since, until, now),
        sent=waits.until_sent(session, since, until, now),
        unexplained=ledger.unexplained(session, since, until, MOST_NAMED) if counts["unexplained"] else (),
        overdue=overdue.find(session, now, MOST_NAMED),
        uncounted=ledger.uncounted(session),
        turns_set_aside=len(set_aside.turns(session, MOST_NAMED)),
        checked_at=last_check.at(session),
    )


def days(sessions: sessionmaker[Session], today: date, seconds: float) -> dict[date, Mapping[str, int]] | None:
    """The last days, the newest first; None when there is more than can be counted while a page is waited for."""
    wanted = [today - timedelta(days=ago) for ago in range(DAYS)]
    try:
        with sessions() as session:
            database.take_at_most(session, seconds)
            found = ledger.by_day(session, ledger.bounds(wanted[-1])[0], ledger.bounds(today)[1])
    except OperationalError as error:
        log.warning("days_not_counted", error=type(error).__name__, next="run `lotse ledger --days 14`")
        return None
    return {day: found.get(day, ledger.NOTHING) for day in wanted}


def bars(counts: Mapping[str, int], whole: int | None = None) -> list[Bar]:
    """The counts side by side, of `whole` (else of all there are); nothing where there is nothing."""
    found, start = [], 0.0
    for name in ledger.NAMES:
        if counts[name]:
            width = 100 * counts[name] / (whole or counts["in"])
            found.append(Bar(name, round(start, 3), round(width, 3)))
            start += width
    return found
