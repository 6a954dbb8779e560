"""Old raw deliveries, decisions, lookups, notices, classifiers and tried messages are deleted, in small batches that
nothing waits for. What customers and people wrote into conversations goes in the night: app.retention.

What came of them stays: messages keep their outcomes and times, and a redelivery is known by its message's id.
"""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, delete, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, sessionmaker
from sqlalchemy.sql.dml import ReturningDelete

from app import clock, database, settings, tries
from app.tables import Classifier, Decision, Delivery, Lookup, Notice, ParkedStatus, Try

BATCH = 1000
SECONDS = 3.0  # of each kind, at one time
STATEMENT_SECONDS = 2.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of a table that may be deleted (`done`) once `since` is so long ago."""

    table: type[Any]
    since: InstrumentedAttribute[Any]
    done: ColumnElement[bool]
    kept: timedelta


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
        Kind(Try, Try.at, true(), tries.KEPT),
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
    """A batch of those that are old. Only the first rows by id are looked at, so that no index on the time is needed.

    A row that somebody has locked is left for the next time.
    """
    table = kind.table
    first = select(table.id, kind.since.label("at")).where(kind.done).order_by(table.id).limit(BATCH).cte("first")
    old = select(first.c.id).where(first.c.at < now - kind.kept)
    free = select(table.id).where(table.id.in_(old), kind.done).with_for_update(skip_locked=True)
    return delete(table).where(table.id.in_(free)).returning(table.id)
