"""A message that WhatsApp tells of becomes a row in its conversation, once."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from app import contacts, conversations, revisions, settings, statuses
from app.media import intake as media
from app.tables import Conversation, Delivery, Message
from app.whatsapp import payloads
from app.whatsapp.contents import MEDIA_KINDS
from app.whatsapp.lenient import identifier, obj, word
from app.whatsapp.updates import InboundMessage

LONGEST_JOIN = timedelta(seconds=20)
# Nobody has to answer these: they are kept and shown, and neither wake the bot nor a person.
NOTED_KINDS = revisions.ABOUT_ANOTHER | {"system", "request_welcome"}


def store_all(session: Session, messages: list[InboundMessage], delivery: Delivery, now: datetime) -> list[str]:
    """Store the messages; returns what could not be stored, one line each.

    They are taken in one fixed order, so that two workers with the same customers never wait for each other in a
    circle, and each in a savepoint, so that a bad one does not lose the batch. What was delivered before is left out
    of this delivery's bytes: it stands in those that brought it first, and a writer who deletes it deletes it there.
    """
    refused, repeated = [], []
    dated = [replace(message, written_at=message.written_at or delivery.received_at) for message in messages]
    for message in sorted(dated, key=lambda item: (item.sender.ids, item.written_at)):
        try:
            with session.begin_nested():
                is_new = _store(session, message, delivery, now)
        except (DataError, IntegrityError) as error:
            refused.append(f"a message that the database refuses ({type(error).__name__})")
        else:
            repeated += [] if is_new else [message.wamid]
    if repeated:
        delivery.body = payloads.without(delivery.body, repeated)
    return refused


def _store(session: Session, message: InboundMessage, delivery: Delivery, now: datetime) -> bool:
    """Whether it was stored; false when it had been before."""
    inbox = contacts.inbox(session, message.phone_number_id, message.display_number)
    if _is_stored(session, inbox.id, message.wamid):
        return False
    written = message.written_at or now
    contact_id = contacts.contact(session, message.sender, written, inbox.id)
    conversation = contacts.conversation(session, inbox.id, contact_id)
    values = {
        **_common(message, conversation, delivery),
        **(_by_owner(message) if message.by_owner else _by_customer(message)),
        "stored_at": now,
    }
    stored = session.execute(
        insert(Message).values(values).on_conflict_do_nothing().returning(Message)
    ).scalar_one_or_none()
    if stored is None:
        return False
    if message.kind in MEDIA_KINDS:
        _expect_media(session, stored, message, now)
    revisions.apply(session, inbox.id, message.target or message.wamid)
    _take_effect(session, conversation, stored, message, now)
    return True


def _is_stored(session: Session, inbox_id: int, wamid: str) -> bool:
    """A redelivered message is left alone before anything is made or locked for it; the insert still decides."""
    stored = exists().where(Message.inbox_id == inbox_id, Message.wamid == wamid)
    return session.execute(select(stored)).scalar_one()


def _common(message: InboundMessage, conversation: Conversation, delivery: Delivery) -> dict[str, Any]:
    return {
        "conversation_id": conversation.id,
        "inbox_id": conversation.inbox_id,
        "wamid": message.wamid,
        "kind": message.kind,
        "text": message.text,
        "content": message.content,
        "payload": message.payload,
        "quotes_wamid": message.quotes,
        "target_wamid": message.target,
        "written_at": message.written_at,
        "delivery_id": delivery.id,
    }


def _by_customer(message: InboundMessage) -> dict[str, Any]:
    reason = _noted_as(message)
    return {"direction": "in", "outcome": "noted" if reason else None, "outcome_reason": reason}


def _noted_as(message: InboundMessage) -> str | None:
    if message.sender.ids[0].kind == "group":
        return "group"
    return message.kind if message.kind in NOTED_KINDS else None


def _by_owner(message: InboundMessage) -> dict[str, Any]:
    return {"direction": "out", "author": "phone", "status": "sent"}


def _expect_media(session: Session, stored: Message, message: InboundMessage, now: datetime) -> None:
    medium = obj(message.payload.get(message.kind))
    sha256 = word(medium, "sha256", 64)
    media.expect(session, stored, message.kind, message.content, identifier(medium, "id"), sha256, now)


def _take_effect(
    session: Session, conversation: Conversation, stored: Message, message: InboundMessage, now: datetime
) -> None:
    """What the message changes in its conversation. Reactions, edits and the like change nothing there."""
    if stored.kind in revisions.ABOUT_ANOTHER:
        return
    written = min(stored.written_at, now)  # a clock ahead of ours must not keep the service window open
    conversation.last_message_at = max(conversation.last_message_at or written, written)
    if stored.author == "phone" and message.sender.ids[0].kind == "group":
        return
    if stored.author == "phone":
        statuses.unpark(session, stored.id, now)
        conversations.answered_by_phone(session, conversation, stored)
    elif stored.outcome is None:
        conversation.last_customer_at = max(conversation.last_customer_at or written, written)
        conversation.due_at = _due(session, conversation.id, now)
        conversation.attempts = 0


def _due(session: Session, conversation_id: int, now: datetime) -> datetime:
    """When to look at the turn: after the joining delay, but not for ever while the customer keeps on typing."""
    open_since = select(func.min(Message.stored_at)).where(
        Message.conversation_id == conversation_id, Message.direction == "in", Message.outcome.is_(None)
    )
    first = session.execute(open_since).scalar_one() or now
    quiet = now + timedelta(seconds=settings.load().join_seconds)
    return min(quiet, max(first + LONGEST_JOIN, now))
