"""What new messages change in their conversations."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import (
    conversations,
    edited,
    joining,
    owners,
    pending,
    playbook,
    reconsidering,
    revisions,
    sets,
    settings,
    snoozing,
    statuses,
)
from app.tables import Conversation, Message
from app.whatsapp.updates import InboundMessage


@dataclass(frozen=True, slots=True)
class Stored:
    row: Message
    message: InboundMessage
    conversation: Conversation


def take(session: Session, fresh: list[Stored], now: datetime) -> None:
    """Let these take effect on their conversations, whose rows are locked. Reactions have none; what is changed in a
    message is thought over while its answer waits, and brought to people after that.
    """
    open_in: dict[int, Stored] = {}
    changed_in: dict[int, Stored] = {}
    edits: list[tuple[Conversation, Message]] = []
    written_by_customers: list[tuple[Conversation, Message]] = []
    for row, conversation, one in ((one.row, one.conversation, one) for one in fresh):
        if row.kind in revisions.ABOUT_ANOTHER:
            if row.kind in revisions.KINDS and row.direction == "in":
                changed_in[conversation.id] = one
                edits += [(conversation, row)] if row.kind == "edit" else []
            continue
        written = min(row.written_at, now)  # a clock ahead of ours must not keep the service window open
        if row.author == "phone":
            _heard_of(session, one, now)
        elif row.outcome is None:
            _note_visit(conversation, written, now)
            conversation.last_customer_at = max(conversation.last_customer_at or written, written)
            open_in[conversation.id] = one
            written_by_customers.append((conversation, row))
            snoozing.customer_wrote(session, conversation, now)
        conversation.last_message_at = max(conversation.last_message_at or written, written)
    wrote_in = {**changed_in, **open_in}
    reconsidering.think_again(session, list(wrote_in), now)
    edited.take(session, edits, now)
    pending.release(session, written_by_customers, now)
    _make_due(session, wrote_in, now)


def _note_visit(conversation: Conversation, written: datetime, now: datetime) -> None:
    """When the conversation begins anew: after it was resolved, or after a long silence of all.

    By our clock: WhatsApp's knows whole seconds only, and the last visit may have ended in the same one.
    """
    before, silence = conversation.last_message_at, timedelta(hours=playbook.rules().limits.visit_hours)
    is_new = before is None or written - before > silence
    if is_new or conversation.visit_at is None or conversation.owner == owners.RESOLVED:
        conversation.visit_at = now


def _heard_of(session: Session, one: Stored, now: datetime) -> None:
    """What the owner wrote from the phone; in a group it is left alone."""
    if one.message.sender.ids[0].kind == "group":
        return
    statuses.unpark(session, one.row.id, now)
    conversations.answered_by_phone(session, one.conversation, one.row)


def _make_due(session: Session, open_in: dict[int, Stored], now: datetime) -> None:
    """When to look at the turns: after the joining delay, but not for ever while the customer keeps on typing.

    What was due before stays due since then: who writes on must not lose their place among those who wait.
    """
    if not open_in:
        return
    turns = (
        select(Message.conversation_id, func.min(Message.stored_at).label("began"), func.count().label("messages"))
        .where(sets.among(Message.conversation_id, open_in), Message.direction == "in", Message.outcome.is_(None))
        .group_by(Message.conversation_id)
    )
    for row in session.execute(turns):
        one = open_in[row.conversation_id]
        if one.conversation.due_at is None or one.conversation.due_at > now:
            _wait(one, row.messages, row.began, now)


def _wait(one: Stored, messages: int, began: datetime, now: datetime) -> None:
    """Until the turn is over; meanwhile agents see what Lotse means to do."""
    conversation, rules = one.conversation, playbook.rules()
    usual = rules.join_seconds(one.message.phone_number_id, settings.load().join_seconds)
    conversation.due_at = joining.due(one.row.kind, one.row.text, messages, began, now, usual, rules.joining)
    waits = conversation.due_at > now and conversation.owner in owners.LOTSE_MAY_SPEAK
    conversation.think_at, conversation.plan = now if waits else None, None
