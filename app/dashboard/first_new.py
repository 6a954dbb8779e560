"""Where a reader left off in a conversation: the first message that is new to them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.dashboard.said import Said
from app.tables import Read

MARKED = 0  # by hand, as unread


def seen_to(session: Session, person_id: int, conversation_id: int) -> int | None:
    """The message up to which the person has seen it; None when they never have."""
    theirs = (Read.person_id == person_id, Read.conversation_id == conversation_id)
    return session.scalars(select(Read.message_id).where(*theirs)).one_or_none()


def first_new(said: Sequence[Said], seen: int | None) -> int | None:
    """The customer's first message that is new; None when none is, or all are. Pure.

    Of what was marked as unread by hand it is the first one that nobody has answered.
    """
    if seen is None:
        return None
    if seen == MARKED:
        seen = max((one.id for one in said if one.direction == "out"), default=0)
    return next((one.id for one in said if one.direction == "in" and one.id > seen), None)
