"""A pending answer: written when the service window was over, it waits until the customer writes again.

The customer is told of it by one approved utility template. Each verb runs in the caller's transaction and expects the
conversation's row locked.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from app import conversations, corrections, handling, held, replies, speech
from app.replies import RefusedError
from app.tables import Conversation, Message, Person
from app.timeline import just_noted, note
from app.whatsapp.limits import window_open
from app.whatsapp.outgoing import Template, Text

RELEASED = "answer_released"  # why people have a conversation that nobody had when its answer went out


def hold(
    session: Session, conversation: Conversation, person: Person, text: str, notice: Template, key: UUID, now: datetime
) -> None:
    """Keep an agent's answer until the customer writes again, and tell them that it waits, unless they were told.

    The same `key` twice is one answer. Raises RefusedError as `replies.reply` does, with `window_open` while the
    customer can be answered at once, and with `not_to_be_told` for somebody who wants no such message.
    """
    if replies.is_known(session, key):
        return
    parts = replies.checked_parts(Text(text.replace("\r\n", "\n").strip()))
    _check_may_hold(conversation, person, notice, now)
    answered = replies.latest(session, conversation)
    if not was_told(session, conversation, answered):
        replies.checked_parts(notice)
        values = speech.outbound(conversation, answered, notice, now)
        replies.queue(session, values, person, held.notice_key(key))
    handling.take(session, conversation, person)
    for number, part in enumerate(parts):
        values = speech.outbound(conversation, answered, part, now) | {"status": "held", "due_at": None}
        replies.queue(session, {**values, "part": number}, person, uuid5(key, str(number)) if number else key)
    corrections.confirm(session, conversation, person, text, now)
    note(session, conversation, "held", now, person=person)
    conversations.replied(conversation)
    conversation.last_message_at = now


def _check_may_hold(conversation: Conversation, person: Person, notice: Template, now: datetime) -> None:
    if window_open(conversation.last_customer_at, now):
        raise RefusedError("window_open")
    replies.check_may_send(conversation, person, notice, now)


def was_told(session: Session, conversation: Conversation, answered: Message) -> bool:
    """Whether a template has told (or is about to tell) of an answer to this message: one is enough.

    One that surely did not arrive does not count. Of one whose fate nobody knows a second would be one too many.
    """
    notices = held.notices(session, conversation, answered.id)
    return any(notice.status not in {"failed", "cancelled"} for notice in notices)


def release(session: Session, written: Iterable[tuple[Conversation, Message]], now: datetime) -> None:
    """The customers wrote again: what was held for them is due, in answer to the newest of these messages.

    A message that came so late that the window stays shut releases nothing. What they wrote has its own turn, which is
    people's, so that Lotse does not speak over their answer: a conversation that had gone back to Lotse comes to them.
    """
    in_order = sorted(written, key=lambda one: (one[1].written_at, one[1].id))
    opened = {talk.id: (talk, message) for talk, message in in_order if window_open(talk.last_customer_at, now)}
    for conversation_id in held.among(session, opened):
        conversation, message = opened[conversation_id]
        if conversation.owner not in {"waiting", "agent"}:
            conversations.escalate(session, conversation, RELEASED, message.written_at, conversation.team)
        held.release(session, conversation, message, now)


def withdraw(session: Session, conversation: Conversation, person: Person, message_id: int, now: datetime) -> None:
    """Take a held answer back, all parts of it; the customer's question is open again.

    Raises RefusedError with `not_held` when it went out or was taken back before, and with `others_conversation`.
    """
    if conversation.assignee_id not in {None, person.id}:
        raise RefusedError("others_conversation")
    this = session.get(Message, message_id)
    if this is None or this.conversation_id != conversation.id:
        raise RefusedError("not_held")
    its_parts = (Message.written_at == this.written_at, Message.person_id == this.person_id)
    if not held.withdraw(session, conversation, now, *its_parts, person=person):
        if this.status == "cancelled" and just_noted(session, conversation, "withdrawn", person, now):
            return
        raise RefusedError("not_held")
    if not held.among(session, [conversation.id]):
        conversation.waiting_since = conversation.last_customer_at
