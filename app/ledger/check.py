"""The invariant, checked every minute: nothing is unexplained, nothing is overdue. A breach alarms."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from app import clock, database
from app.ledger import counting, last_check, overdue
from app.ledger.overdue import Overdue
from app.tables import Notice

NEW = timedelta(minutes=15)  # what came in meanwhile is looked at every minute
STRETCH = timedelta(minutes=25)  # of what is older, one each minute: so all of the last 25 hours once an hour
OLDEST = 60 * STRETCH
AGAIN = timedelta(hours=1)
MOST_COUNTED = 1000
MOST_NAMED = 20
SECONDS = 5.0  # longer than a check of any 15 minutes takes; a slower database has other troubles

SAFE = {
    "UNEXPLAINED": "the messages are stored and on the dashboard; what is unclear is whether anybody dealt with them",
    "OVERDUE": "everything is stored; it waits, or waits for people to be told of it",
}
NEXT = {
    "UNEXPLAINED": "open the page 'Ledger' or run `lotse ledger --message ID`, and answer the customers by hand",
    "OVERDUE": "see that the worker and clock processes run, and that Redis and PostgreSQL answer",
}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Breach:
    """`event` is UNEXPLAINED or OVERDUE; `numbers` says how many of what, the ids say which.

    There are at most MOST_COUNTED of each; then there may be more.
    """

    event: str
    numbers: dict[str, int]
    message_ids: tuple[int, ...] = ()
    delivery_ids: tuple[int, ...] = ()

    @property
    def detail(self) -> dict[str, Any]:
        """For the notice: by it a new breach is known from an old one."""
        numbers: dict[str, Any] = {name: number for name, number in self.numbers.items() if number}
        if max(self.numbers.values()) >= MOST_COUNTED:
            numbers["counted_up_to"] = MOST_COUNTED
        return {**numbers, "message_ids": list(self.message_ids), "delivery_ids": list(self.delivery_ids)}

    @property
    def line(self) -> dict[str, Any]:
        """The same for the log, with not too many ids."""
        named = {"message_ids": self.message_ids[:MOST_NAMED], "delivery_ids": self.delivery_ids[:MOST_NAMED]}
        return self.detail | {name: list(ids) for name, ids in named.items()}

    def is_new(self, told: dict[str, Any]) -> bool:
        """Whether there is something in it that was not told of."""
        names = ("message_ids", "delivery_ids")
        return any(set(self.detail[name]) - set(told.get(name, ())) for name in names)


def check(sessions: sessionmaker[Session]) -> list[Breach]:
    """Look at what is new, at a stretch of what is older, at all that is open and at what was wrong the last time.

    Log and tell people what is wrong. Raises SQLAlchemyError when it takes too long; then nothing was noted or told.
    """
    with sessions.begin() as session:
        database.take_at_most(session, SECONDS)
        now = clock.now(session)
        found = breaches(session, now)
        for breach in found:
            _tell(session, breach, now)
        wrong = next((breach.message_ids for breach in found if breach.event == "UNEXPLAINED"), ())
        last_check.note(session, wrong)
    for breach in found:
        what_to_do = {"safe": SAFE[breach.event], "next": NEXT[breach.event]}
        log.error("ledger_breach", breach=breach.event, **breach.line, **what_to_do)
    return found


def breaches(session: Session, now: datetime) -> list[Breach]:
    wrong = _unexplained(session, now)
    late = overdue.find(session, now, MOST_COUNTED)
    unexplained = Breach("UNEXPLAINED", {"unexplained": len(wrong)}, tuple(wrong))
    return [unexplained] * bool(wrong) + [_of(late)] * bool(late)


def _unexplained(session: Session, now: datetime) -> list[int]:
    """The newest first. A message may go wrong hours later: it fails untold, or becomes late and nobody is told."""
    found = set(counting.open_for_ever(session, MOST_COUNTED))
    for since, until in ((now - NEW, None), stretch(now)):
        found |= set(counting.unexplained(session, since, until, MOST_COUNTED, newest=True))
    found |= set(counting.still_unexplained(session, last_check.found(session), now - OLDEST))
    return sorted(found, reverse=True)[:MOST_COUNTED]


def stretch(now: datetime) -> tuple[datetime, datetime]:
    """Which of the stretches before this hour is looked at in this minute; the newest comes first. PURE."""
    until = now.replace(minute=0, second=0, microsecond=0) - now.minute * STRETCH
    return until - STRETCH, until


def _of(late: Overdue) -> Breach:
    numbers = {name: len(getattr(late, name)) for name in ("deliveries", "turns", "sending", "queued", "untold")}
    return Breach("OVERDUE", numbers, late.messages, late.deliveries)


def _tell(session: Session, breach: Breach, now: datetime) -> None:
    """One notice for a breach, however long it lasts and however many clocks check.

    Another one comes when two of three hold: it is a new breach, the last notice was seen, the last is an hour old.
    """
    told = select(Notice).where(Notice.field == "ledger", Notice.event == breach.event)
    last = session.scalars(told.order_by(Notice.id.desc()).limit(1)).first()
    if last and (breach.is_new(last.detail), last.seen_at is not None, last.happened_at <= now - AGAIN).count(True) < 2:
        return
    values = {
        "field": "ledger",
        "event": breach.event,
        "grave": True,
        "detail": breach.detail,
        "key": f"ledger:{breach.event}:{last.id if last else 0}",  # two clocks that tell of it at once tell once
        "happened_at": now,
        "received_at": now,
    }
    session.execute(insert(Notice).values(values).on_conflict_do_nothing())
