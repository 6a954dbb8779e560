"""Each night all conversations are gone through, a few at a time, and what is too old is taken out of them.

Nothing waits for it: a batch is a short transaction, passes over what somebody works on, and ends with its time. What
is left when the night is over goes on in the next one, from where it stopped.
"""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from app import ageing, audit, clock, database, sets
from app.media import ageing as media
from app.tables import Conversation, Night

HOURS = range(1, 5)  # by the business's clock
BATCH = 50  # conversations
SECONDS = 3.0  # of each minute
STATEMENT_SECONDS = 2.0
LATE = timedelta(days=2)

log = structlog.get_logger(__name__)


def tonight(sessions: sessionmaker[Session], seconds: float = SECONDS) -> None:
    """Go on with this night's round until the time is up or all is done; does nothing by day."""
    ends = time.monotonic() + seconds
    while _step_or_skip(sessions) and time.monotonic() < ends:
        pass


def is_night(now: datetime) -> bool:
    return now.astimezone(clock.ZONE).hour in HOURS


def is_late(session: Session, now: datetime) -> bool:
    """Whether the nights have stopped coming, or one does not come to its end."""
    newest = session.scalar(select(func.max(func.coalesce(Night.done_at, Night.began_at))))
    return newest is not None and newest < now - LATE


def last(session: Session) -> Night | None:
    """The last round that was finished."""
    done = select(Night).where(Night.done_at.is_not(None))
    return session.scalars(done.order_by(Night.id.desc()).limit(1)).first()


def _step_or_skip(sessions: sessionmaker[Session]) -> bool:
    """A batch that fails, or takes too long, is left for the next night: it must not hold up those behind it."""
    try:
        return _step(sessions)
    except SQLAlchemyError as error:
        return _skip(sessions, type(error).__name__)


def _skip(sessions: sessionmaker[Session], error: str) -> bool:
    with sessions.begin() as session:
        night = _begun(session, clock.now(session))
        ids = _next(session, night) if night else ()
        if night and ids:
            log.error("batch_not_aged", after=night.reached, error=error, safe="tried again the next night")
            night.reached = ids[-1]
    return bool(ids)


def _next(session: Session, night: Night) -> Sequence[int]:
    following = select(Conversation.id).where(Conversation.id > night.reached)
    return session.scalars(following.order_by(Conversation.id).limit(BATCH)).all()


def _step(sessions: sessionmaker[Session]) -> bool:
    """One batch; whether there is more to do now."""
    with sessions.begin() as session:
        now = clock.now(session)
        if not is_night(now):
            return False
        database.take_at_most(session, STATEMENT_SECONDS)
        night = _begun(session, now)
        if night is None:
            return False
        return _batch(session, night, now)


def _begun(session: Session, now: datetime) -> Night | None:
    """The round that is not finished, or tonight's; None when that is done, or another process is at it."""
    unfinished = select(Night).where(Night.done_at.is_(None)).order_by(Night.id)
    if not session.scalars(select(Night.id).where(Night.done_at.is_(None))).first():
        day = now.astimezone(clock.ZONE).date()
        session.execute(insert(Night).values(day=day, began_at=now).on_conflict_do_nothing())
    return session.scalars(unfinished.limit(1).with_for_update(skip_locked=True)).first()


def _batch(session: Session, night: Night, now: datetime) -> bool:
    ids = _next(session, night)
    if not ids:
        _finish(session, night, now)
        return False
    free = select(Conversation.id).where(sets.among(Conversation.id, ids), ageing.closed())
    locked = session.scalars(free.order_by(Conversation.id).with_for_update(skip_locked=True)).all()
    removed, all_of_it = ageing.age(session, locked, now)
    night.removed = dict(Counter(night.removed) + Counter(removed))
    if all_of_it:
        night.reached = ids[-1]
    return True


def _finish(session: Session, night: Night, now: datetime) -> None:
    loose = media.loose(session, now, ageing.limits(now).media, ageing.MOST)
    left = Counter({"media": loose, "former_ids": ageing.former_ids(session, now)})
    night.removed, night.done_at = dict(Counter(night.removed) + left), now
    audit.write(session, "too_old_removed", None, now, ("night", night.id), night.removed)
    if night.removed:
        log.info("too_old_removed", **night.removed)
