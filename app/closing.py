"""The warning in time: somebody waits for people, and the service window closes before long."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.samples.mark import is_real
from app.tables import Conversation
from app.timeline import note
from app.whatsapp.limits import SERVICE_WINDOW, WINDOW_MARGIN

MOST = 500  # at a time; the others are looked at the next minute


def warn(session: Session, before: timedelta, now: datetime) -> int:
    """Write a line into each timeline whose window closes within this time, once for each window; returns how many.

    What somebody else has locked in this moment is left to the next time.
    """
    opened = now - SERVICE_WINDOW + WINDOW_MARGIN  # who last wrote then has no time left
    closing = (
        is_real(Conversation.inbox_id),
        Conversation.waiting_since.is_not(None),
        Conversation.last_customer_at > opened,
        Conversation.last_customer_at <= opened + before,
        Conversation.warned_for.is_distinct_from(Conversation.last_customer_at),
    )
    oldest = select(Conversation).where(*closing).order_by(Conversation.last_customer_at).limit(MOST)
    found = session.scalars(oldest.with_for_update(of=Conversation, skip_locked=True)).all()
    for conversation in found:
        conversation.warned_for = conversation.last_customer_at
        note(session, conversation, "window_closing", now)
    return len(found)
