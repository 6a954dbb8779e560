"""Sending again what did not go out: a new message, with the old one and its reason left as they are.

Only what surely did not arrive: what WhatsApp has refused, never what nobody knows of.
"""

from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from app import conversations, handling, replies
from app.refusals import RefusedError
from app.tables import Conversation, Message, Person
from app.whatsapp.outgoing import Outgoing, Text, from_json

COPIED = ("kind", "text", "content", "quotes_wamid", "target_wamid", "answers_id", "part")


def key(callback_id: UUID) -> UUID:
    """Of the message that repeats the one with that key: pressing twice is sending once."""
    return uuid5(callback_id, "again")


def send_again(session: Session, conversation: Conversation, message_id: int, person: Person, now: datetime) -> None:
    """Queue an agent's failed message anew, once, in answer to the same message; the conversation's row is locked.

    Raises RefusedError with `not_again`, and as replies.reply does.
    """
    failed = session.get(Message, message_id)
    if failed is None or failed.callback_id is None or not _may_again(failed, conversation):
        raise RefusedError("not_again")
    if replies.is_known(session, key(failed.callback_id)):
        return
    replies.check_may_send(conversation, person, said(failed), now)
    handling.take(session, conversation, person, now)
    values = {name: getattr(failed, name) for name in COPIED}
    moments = dict.fromkeys(("written_at", "stored_at", "due_at"), now)
    ours = {"conversation_id": conversation.id, "inbox_id": conversation.inbox_id, "direction": "out"}
    replies.queue(session, {**ours, **values, **moments, "status": "queued"}, person, key(failed.callback_id))
    conversations.replied(conversation)
    conversation.last_message_at = now


def _may_again(failed: Message, conversation: Conversation) -> bool:
    theirs = failed.conversation_id == conversation.id and failed.author == "agent"
    return theirs and failed.status == "failed" and failed.revoked_at is None and failed.kind != "reaction"


def said(message: Message) -> Outgoing:
    return Text(message.text or "") if message.kind == "text" else from_json(message.content)
