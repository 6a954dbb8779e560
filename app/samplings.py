"""What PostgreSQL notes of the tables to plan by: samples of what stands there, words and numbers of customers among
them. They are taken anew after somebody was erased, or in a night something too old: by itself that may take weeks."""

from datetime import datetime, timedelta

from sqlalchemy import DateTime, bindparam, func, select, text
from sqlalchemy.orm import Session, sessionmaker

from app import database, tombstones
from app.tables import (
    Contact,
    ContactAlias,
    Conversation,
    Correction,
    Decision,
    Delivery,
    Draft,
    Event,
    Label,
    Lookup,
    Media,
    Message,
    Night,
    Note,
    Notice,
    ParkedStatus,
    SavedFilter,
)

TABLES = (
    *(Contact, ContactAlias, Conversation, Correction, Decision, Delivery, Draft, Event, Label, Lookup, Media, Message),
    *(Note, Notice, ParkedStatus, SavedFilter),
)
SETTLED = timedelta(minutes=2)  # what is erased may have been sampled until its transaction ended
STATEMENT_SECONDS = 60.0

_STALE = text(
    "SELECT relname FROM pg_stat_user_tables"
    " WHERE relid = ANY(SELECT to_regclass(name) FROM unnest(cast(:names AS text[])) AS name)"
    " AND coalesce(greatest(last_analyze, last_autoanalyze), '-infinity') < :until ORDER BY relname"
).bindparams(bindparam("until", type_=DateTime(timezone=True)))


def renew(sessions: sessionmaker[Session]) -> int:
    """Have those taken anew that may hold what is gone by now; returns of how many tables."""
    with sessions() as session:
        gone = [at for at in (tombstones.newest(session), _last_night(session)) if at]
        names = [table.__tablename__ for table in TABLES]
        given = {"names": names, "until": max(gone) + SETTLED} if gone else None
        stale = session.scalars(_STALE, given).all() if given else []
    for name in stale:
        with sessions.begin() as session:
            database.take_at_most(session, STATEMENT_SECONDS)
            session.execute(text(f"ANALYZE {name}"))
    return len(stale)


def _last_night(session: Session) -> datetime | None:
    return session.scalar(select(func.max(Night.done_at)).where(Night.removed != {}))
