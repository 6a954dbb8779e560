"""How a conversation stands at a moment, as plain data: what can be put back, and what was said by then."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.tables import Conversation, ConversationLabel, Message

MOMENTS = ("waiting_since", "taken_at", "changed_at", "snoozed_at", "snoozed_until")
OTHERS = ("assignee_id", "team", "priority", "reason")
COLUMNS = ("owner", *OTHERS, *MOMENTS)

State = dict[str, Any]


def state(session: Session, conversation: Conversation) -> State:
    """All that can be put back, as plain data."""
    kept = {name: getattr(conversation, name) for name in COLUMNS}
    kept |= {name: kept[name] and kept[name].isoformat() for name in MOMENTS}
    return {**kept, "labels": _labels(session, conversation.id)}


def last_message(session: Session, conversation_id: int) -> int | None:
    """By its number, not its time: whoever stores one holds the conversation's lock, so none comes in between."""
    return session.scalars(select(func.max(Message.id)).where(Message.conversation_id == conversation_id)).one()


def undecided(session: Session, conversation_id: int) -> list[int]:
    """The customer's messages of which nothing has been made yet."""
    theirs = (Message.conversation_id == conversation_id, Message.direction == "in", Message.outcome.is_(None))
    return list(session.scalars(select(Message.id).where(*theirs).order_by(Message.id)))


def _labels(session: Session, conversation_id: int) -> list[int]:
    on = ConversationLabel.conversation_id == conversation_id
    return sorted(session.scalars(select(ConversationLabel.label_id).where(on)))
