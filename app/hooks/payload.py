"""What a hook is told: ids and codes, and the text only where an admin has ticked it."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.tables import Conversation, HookEvent, Message

TYPES = {
    "message": "message.received",
    "escalation": "conversation.escalated",
    "resolution": "conversation.resolved",
    "test": "test",
}


def body(session: Session, event: HookEvent) -> bytes:
    """Made when it is sent: what was deleted since is not told."""
    told = {"type": TYPES[event.kind], "timestamp": event.at.isoformat(), "data": _data(session, event)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _data(session: Session, event: HookEvent) -> dict[str, Any]:
    if event.conversation_id is None:
        return {}
    conversation = session.get_one(Conversation, event.conversation_id)
    here = {name: getattr(conversation, name) for name in ("inbox_id", "contact_id")}
    data = {"conversation_id": conversation.id, **here, **(event.detail or {})}
    message = session.get(Message, event.message_id) if event.message_id else None
    if message is None:
        return data
    data |= {"message_id": message.id, "kind": message.kind, "written_at": _iso(message.written_at)}
    return data | ({"text": message.text} if event.hook.with_text else {})


def _iso(moment: datetime) -> str:
    return moment.isoformat()
