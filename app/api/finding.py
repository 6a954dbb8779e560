"""Which conversations the API knows: all but the samples."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app import clock, locking
from app.api.problems import not_found
from app.samples.mark import NUMBER, is_real
from app.tables import Contact, Conversation


def known() -> Select[Conversation]:
    """With all that is shown of them."""
    rows = select(Conversation).where(is_real(Conversation.inbox_id))
    contact = joinedload(Conversation.contact)
    return rows.options(contact.selectinload(Contact.aliases), joinedload(Conversation.assignee))


def found(session: Session, conversation_id: int) -> Conversation:
    """The conversation; the one that it was joined with, if it was. Raises ProblemError with 404."""
    number = locking.now_in(session, conversation_id)
    row = session.scalars(known().where(Conversation.id == number)).unique().one_or_none()
    if row is None:
        raise not_found()
    return row


def locked(session: Session, conversation_id: int) -> tuple[Conversation, datetime]:
    """The conversation with its row locked, and the time. Raises ProblemError with 404."""
    row = locking.lock(session, conversation_id)
    if row is None or row.inbox.phone_number_id == NUMBER:
        raise not_found()
    return row, clock.now(session)
