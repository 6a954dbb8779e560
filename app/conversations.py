"""What Lotse does in a conversation, and what it hears of. Each verb runs in the caller's transaction and expects the
row locked.

`now` is the transaction's time (app.clock.now), asked for where it is not given; every change leaves a line in the
timeline. Who owns a conversation then, app.owners says.
"""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import clock, owners, owning, queued
from app.tables import Conversation, Event, Message
from app.timeline import note

DONE = ("handed_back", "resolved", "left_alone")  # lines of a timeline after which people have it no more


def answered(session: Session, conversation: Conversation, message: Message, now: datetime) -> None:
    """Lotse has answered this message, or asked back."""
    if conversation.owner == owners.RESOLVED:
        note(session, conversation, "reopened", now, "customer_wrote")
    owning.becomes(conversation, "answered", now)
    conversation.last_message_at = now
    owning.mark_read(conversation, message.id)


def escalate(
    session: Session,
    conversation: Conversation,
    reason: str,
    since: datetime,
    team: str | None = None,
    priority: int = 0,
    now: datetime | None = None,
) -> None:
    """Bring the conversation to people. One that people already have stays where it is and only waits (again)."""
    if not owning.waits(conversation, since, priority):
        return
    now = now or clock.now(session)
    owning.bring_to_people(session, conversation, reason, team, now)
    note(session, conversation, "escalated", now, reason)


def tell_people(session: Session, conversation: Conversation, reason: str, now: datetime) -> None:
    """Something went wrong with a message of ours: people must look, whoever owned the conversation, and now, even if
    they have laid it aside until the customer writes, who waits for that very message."""
    owning.wake(conversation)
    if conversation.owner == owners.AGENT:
        conversation.reason = reason
        conversation.waiting_since = conversation.waiting_since or now
        note(session, conversation, "trouble", now, reason)
        return
    escalate(session, conversation, reason, now, conversation.team, now=now)


def wrote_since(session: Session, conversation: Conversation, message_id: int) -> bool:
    """Whether the customer has said something after this message came."""
    newer = (Message.conversation_id == conversation.id, Message.direction == "in", Message.id > message_id)
    return session.execute(select(exists().where(*newer, Message.kind.not_in(owning.NOT_A_TURN)))).scalar_one()


def give_up_queued(session: Session, conversation: Conversation, reason: str, now: datetime) -> None:
    """What the bot has queued goes to people instead. A reaction that does not go out is missed by nobody."""
    if queued.cancel(session, conversation, reason, now):
        tell_people(session, conversation, reason, now)


def answered_by_phone(session: Session, conversation: Conversation, message: Message) -> None:
    """The owner wrote from the business's phone: a person has it, and the bot keeps out until it is handed back.

    What the customer had written by then counts as seen by a person; what came later still waits. What Lotse hears of
    only after an agent was done with the conversation changes nothing.
    """
    done = (Event.conversation_id == conversation.id, Event.kind.in_(DONE))
    a_second_later = message.written_at + timedelta(seconds=1)  # WhatsApp tells whole seconds
    if session.execute(select(exists().where(*done, Event.at >= a_second_later))).scalar_one():
        return
    now = clock.now(session)
    queued.cancel(session, conversation, now=now)
    if owning.becomes(conversation, "answered_by_phone", now):
        note(session, conversation, "answered_by_phone", now)
    conversation.taken_at = None
    if conversation.waiting_since and conversation.waiting_since <= message.written_at:
        replied(conversation)


def replied(conversation: Conversation) -> None:
    """A person has dealt with what the customer wrote: nobody waits, and nothing of it is urgent any more."""
    conversation.waiting_since = conversation.taken_at = None
    conversation.priority = 0
