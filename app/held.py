"""Answers that wait until the customer writes again: where they stand in the database, and how they leave that state.

Each runs in the caller's transaction and expects the conversation's row locked. What holds them is app.pending.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from app import sets
from app.tables import Conversation, Message, Person
from app.timeline import note

# In SQL as it stands in the index: with a parameter in its place PostgreSQL does not recognise the index.
HELD = sql("status = 'held'")


def among(session: Session, conversation_ids: Collection[int]) -> list[int]:
    """The conversations of these in which something is held."""
    ours = select(Message.conversation_id).where(HELD, sets.among(Message.conversation_id, conversation_ids))
    return list(session.scalars(ours.distinct())) if conversation_ids else []


def release(session: Session, conversation: Conversation, answered: Message, now: datetime) -> None:
    """What is held goes out now, in answer to this message. A notice of it that is still queued has nothing to tell."""
    _stop_notices(session, conversation, now)
    ours = update(Message).where(Message.conversation_id == conversation.id, HELD)
    session.execute(ours.values(status="queued", due_at=now, written_at=now, answers_id=answered.id))
    conversation.last_message_at = now
    note(session, conversation, "released", now)


def withdraw(
    session: Session,
    conversation: Conversation,
    now: datetime,
    *which: ColumnElement[bool],
    person: Person | None = None,
    reason: str | None = None,
) -> bool:
    """Cancel what is held, or which of it is meant; with the last one goes a notice that is still queued.

    Returns whether there was any.
    """
    meant = session.scalars(_ids(conversation).where(*which)).all()
    if not meant:
        return False
    if len(meant) == len(session.scalars(_ids(conversation)).all()):
        _stop_notices(session, conversation, now)
    session.execute(update(Message).where(Message.id.in_(meant)).values(status="cancelled", ended_at=now))
    note(session, conversation, "withdrawn", now, reason, person)
    return True


def _ids(conversation: Conversation) -> Select[int]:
    return select(Message.id).where(Message.conversation_id == conversation.id, HELD)


def notice_key(key: UUID) -> UUID:
    """The callback id of the template that tells of the answer with this one."""
    return uuid5(key, "notice")


def notices(session: Session, conversation: Conversation, answered_id: int | None) -> Sequence[Message]:
    """The templates that told of answers to this message: of those that are held, and of those withdrawn since."""
    theirs = (Message.conversation_id == conversation.id, Message.answers_id == answered_id)
    answers = select(Message.callback_id).where(*theirs, Message.status.in_(("held", "cancelled")))
    keys = [notice_key(key) for key in session.scalars(answers) if key]
    return session.scalars(select(Message).where(Message.callback_id.in_(keys))).all()


def _stop_notices(session: Session, conversation: Conversation, now: datetime) -> None:
    """The agent's template that is on its way already tells of an answer all the same: nobody can call it back."""
    answered = select(Message.answers_id).where(Message.conversation_id == conversation.id, HELD).distinct()
    ids = [notice.id for one in session.scalars(answered).all() for notice in notices(session, conversation, one)]
    queued = update(Message).where(Message.id.in_(ids), Message.status == "queued")
    session.execute(queued.values(status="cancelled", ended_at=now))
