"""Pictures, recordings and files that are older than they may be kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from app import sets
from app.media import store
from app.tables import Draft, Media, Message

AGE = "age"  # as the error of a medium that is gone
IN_NO_DRAFT = timedelta(days=1)  # a file is in its draft from the moment on when it is there: nobody will send this one

log = structlog.get_logger(__name__)


def age(session: Session, conversation_ids: Sequence[int], before: datetime, most: int) -> int:
    """Take out of these conversations what was stored before; returns how many. The row stays for its message: it says
    that there was a file, and no more which. What the store does not give up is left for the next night."""
    here = select(Media).join(Message).where(sets.among(Message.conversation_id, conversation_ids))
    old = here.where(Media.created_at < before, Media.error.is_distinct_from(AGE)).order_by(Media.id).limit(most)
    given_up = [medium for medium in session.scalars(old).all() if _gives_up(session, medium)]
    for medium in given_up:
        medium.state, medium.error, medium.due_at, medium.place = "gone", AGE, None, None
        medium.filename = medium.sha256 = medium.meta_id = medium.meta_id_until = None
    session.flush()
    return len(given_up)


def loose(session: Session, now: datetime, before: datetime, most: int) -> int:
    """Delete what was added to a reply that was never sent: when its draft has not been changed since `before`, or a
    day after it was added when it is in none. Returns how many."""
    in_draft = exists().where(Draft.media_id == Media.id)
    worked_on = exists().where(Draft.media_id == Media.id, Draft.changed_at >= before)
    lies_about = or_(and_(Media.created_at < now - IN_NO_DRAFT, ~in_draft), and_(Media.created_at < before, ~worked_on))
    old = select(Media).where(Media.message_id.is_(None), lies_about).limit(most)
    given_up = [medium for medium in session.scalars(old).all() if _gives_up(session, medium)]
    for medium in given_up:
        session.delete(medium)
    return len(given_up)


def _gives_up(session: Session, medium: Media) -> bool:
    """Whether its bytes are gone; a store of files that is away must not hold everything else up."""
    from obstore.exceptions import BaseError  # 4 MB of each process, which most need never

    try:
        store.forget(session, medium)
    except BaseError as error:
        log.warning("medium_not_removed", media_id=medium.id, error=type(error).__name__, safe="tried the next night")
        return False
    return True
