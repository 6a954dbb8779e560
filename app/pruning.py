"""Old raw deliveries, decisions, lookups, notices, classifiers, tried messages and looks at conversations are deleted,
in small batches that nothing waits for. What customers and people wrote goes in the night: app.retention.

What came of them stays: messages keep their outcomes and times, and a redelivery is known by its message's id.
"""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Column, ColumnElement, delete, inspect, literal_column, select, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, sessionmaker
from sqlalchemy.sql.dml import ReturningDelete

from app import clock, database, settings, sign_ins, tries, viewers
from app.tables import Classifier, Decision, Delivery, HookEvent, Lookup, Notice, ParkedStatus, SignIn, Try, Viewer

BATCH = 1000
SECONDS = 3.0  # of each kind, at one time
STATEMENT_SECONDS = 2.0
HOOKS_KEPT = timedelta(days=14)
DUE: ColumnElement[str] = literal_column("'due'")  # spelt out, because the index that finds these few is of them alone

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of a table that may be deleted (`done`) once `since` is so long ago. `first`: those with the least of it are
    looked at first; without it those with the least id."""

    table: type[Any]
    since: InstrumentedAttribute[Any]
    done: ColumnElement[bool]
    kept: timedelta
    first: InstrumentedAttribute[Any] | None = None

    @property
    def key(self) -> tuple[Column[Any], ...]:
        """What its rows are known by."""
        return tuple(inspect(self.table).primary_key)


def prune(sessions: sessionmaker[Session], seconds: float = SECONDS) -> int:
    """Delete what is older than the settings say, the oldest first, until the time is up; returns how many rows.

    `seconds` is for each kind of rows.
    """
    deleted = Counter[str]()
    for kind in _kinds():
        deleted[kind.table.__tablename__] += _prune(sessions, kind, seconds)
    if any(deleted.values()):
        log.info("pruned", **deleted)
    return deleted.total()


def _kinds() -> tuple[Kind, ...]:
    """What is set aside is kept as long as messages, for people to deal with, and what was not taken in until it is."""
    kept = settings.load()
    read_in_full = Delivery.taken_in_at.is_not(None) & Delivery.set_aside_at.is_(None)
    read_by_people = Notice.seen_at.is_not(None) | Notice.contact_id.is_not(None)
    messages = timedelta(days=kept.messages_kept_days)
    return (
        Kind(Delivery, Delivery.taken_in_at, read_in_full, timedelta(days=kept.deliveries_kept_days)),
        Kind(Delivery, Delivery.set_aside_at, Delivery.set_aside_at.is_not(None), messages),
        Kind(Decision, Decision.created_at, true(), timedelta(days=kept.decisions_kept_days)),
        Kind(Lookup, Lookup.created_at, true(), timedelta(days=kept.decisions_kept_days)),
        Kind(HookEvent, HookEvent.done_at, HookEvent.done_at.is_not(None), HOOKS_KEPT),
        # written down for a hook in the moment in which it was switched off: nobody sends it any more
        Kind(HookEvent, HookEvent.at, HookEvent.state == DUE, 2 * HOOKS_KEPT, first=HookEvent.due_at),
        Kind(Try, Try.at, true(), tries.KEPT),
        Kind(SignIn, SignIn.seen_at, true(), sign_ins.IDLE, first=SignIn.seen_at),
        Kind(Viewer, Viewer.seen_at, true(), viewers.KEPT, first=Viewer.seen_at),  # so few that they can be sorted
        Kind(ParkedStatus, ParkedStatus.received_at, true(), timedelta(days=kept.deliveries_kept_days)),
        Kind(Notice, Notice.received_at, read_by_people, messages),
        Kind(Classifier, Classifier.created_at, ~Classifier.active, messages),
    )


def _prune(sessions: sessionmaker[Session], kind: Kind, seconds: float) -> int:
    ends = time.monotonic() + seconds
    deleted, batch = 0, BATCH
    while batch and time.monotonic() < ends:
        with sessions.begin() as session:
            database.take_at_most(session, STATEMENT_SECONDS)
            batch = len(session.execute(_oldest(kind, clock.now(session))).all())
        deleted += batch
    return deleted


def _oldest(kind: Kind, now: datetime) -> ReturningDelete[int]:
    """A batch of those that are old. Only the first rows are looked at, mostly by id, so that no index on the time is
    needed.

    A row that somebody has locked is left for the next time.
    """
    table, key = kind.table, tuple_(*kind.key)
    rows = select(*kind.key, kind.since.label("at")).where(kind.done)
    first = rows.order_by(*kind.key if kind.first is None else (kind.first,)).limit(BATCH).cte("first")
    old = select(*(first.c[column.name] for column in kind.key)).where(first.c.at < now - kind.kept)
    free = select(*kind.key).where(key.in_(old), kind.done).with_for_update(skip_locked=True)
    return delete(table).where(key.in_(free)).returning(*kind.key)
