"""The steps of which everything is made that can happen to a conversation. The row is locked; who owns it then,
app.owners says."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import owners, queued
from app.tables import Conversation, Message

NOT_A_TURN = ("edit", "revoke", "reaction", "system")


def becomes(conversation: Conversation, happened: str, now: datetime) -> bool:
    """Let the owner change as app.owners has it; whether it did. What people have, Lotse has no plan for any more."""
    before, conversation.owner = conversation.owner, owners.after(conversation.owner, happened)
    if conversation.owner in owners.WITH_PEOPLE:
        conversation.plan = conversation.think_at = None
    if conversation.owner == before:
        return False
    conversation.changed_at = now
    return True


def waits(conversation: Conversation, since: datetime, priority: int = 0) -> bool:
    """The customer waits; whether somebody has to be told, because nobody here has it yet."""
    conversation.waiting_since = conversation.waiting_since or since
    conversation.priority = max(conversation.priority, priority)
    return conversation.owner != owners.WAITING and conversation.assignee_id is None


def bring_to_people(session: Session, conversation: Conversation, reason: str, team: str | None, now: datetime) -> None:
    """What the owner answered from the phone is nobody's here: then it is as if who has it were away."""
    by_phone = conversation.owner == owners.AGENT
    becomes(conversation, "agent_away" if by_phone else "escalated", now)
    conversation.reason = reason
    conversation.team = team
    queued.cancel(session, conversation, now=now)


def wake(conversation: Conversation) -> None:
    """It is in the lists of work again; see app.snoozing."""
    conversation.snoozed_at = conversation.snoozed_until = None


def forget_people(conversation: Conversation) -> None:
    wake(conversation)
    conversation.assignee_id = conversation.taken_at = None
    conversation.waiting_since = None
    conversation.reason = None
    conversation.priority = 0


def read_all(session: Session, conversation: Conversation) -> None:
    written = select(func.max(Message.id)).where(
        Message.conversation_id == conversation.id, Message.direction == "in", Message.kind.not_in(NOT_A_TURN)
    )
    latest = session.execute(written).scalar_one()
    if latest:
        mark_read(conversation, latest)


def mark_read(conversation: Conversation, message_id: int) -> None:
    """Somebody, or Lotse, has dealt with the customer's messages up to this one: WhatsApp is told (app.receipts)."""
    conversation.read_to_id = max(conversation.read_to_id or 0, message_id)
