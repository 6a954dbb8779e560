"""What new messages change in their conversations."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import conversations, revisions, sets, settings, statuses
from app.tables import Conversation, Message
from app.whatsapp.updates import InboundMessage

LONGEST_JOIN = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Stored:
    row: Message
    message: InboundMessage
    conversation: Conversation


def take(session: Session, fresh: list[Stored], now: datetime) -> None:
    """Let these take effect on their conversations, whose rows are locked. Reactions, edits and the like have none."""
    open_in: dict[int, Conversation] = {}
    for row, conversation, one in ((one.row, one.conversation, one) for one in fresh):
        if row.kind in revisions.ABOUT_ANOTHER:
            continue
        written = min(row.written_at, now)  # a clock ahead of ours must not keep the service window open
        conversation.last_message_at = max(conversation.last_message_at or written, written)
        if row.author == "phone":
            _heard_of(session, one, now)
        elif row.outcome is None:
            conversation.last_customer_at = max(conversation.last_customer_at or written, written)
            open_in[conversation.id] = conversation
    _make_due(session, open_in, now)


def _heard_of(session: Session, one: Stored, now: datetime) -> None:
    """What the owner wrote from the phone; in a group it is left alone."""
    if one.message.sender.ids[0].kind == "group":
        return
    statuses.unpark(session, one.row.id, now)
    conversations.answered_by_phone(session, one.conversation, one.row)


def _make_due(session: Session, open_in: dict[int, Conversation], now: datetime) -> None:
    """When to look at the turns: after the joining delay, but not for ever while the customer keeps on typing.

    What was due before stays due since then: who writes on must not lose their place among those who wait.
    """
    if not open_in:
        return
    first = (
        select(Message.conversation_id, func.min(Message.stored_at).label("at"))
        .where(sets.among(Message.conversation_id, open_in), Message.direction == "in", Message.outcome.is_(None))
        .group_by(Message.conversation_id)
    )
    quiet = now + timedelta(seconds=settings.load().join_seconds)
    for row in session.execute(first):
        conversation = open_in[row.conversation_id]
        if conversation.due_at is None or conversation.due_at > now:
            conversation.due_at = min(quiet, row.at + LONGEST_JOIN)
