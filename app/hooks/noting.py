"""Writing down what hooks are to be told, in the transaction in which it happens."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Select, Uuid, any_, cast, func, insert, literal, null, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app import sets
from app.samples.mark import is_real
from app.tables import Conversation, Hook, HookEvent, Message, Person

# Lines of a timeline that hooks hear of.
OF_TIMELINE = {"escalated": "escalation", "stopped": "escalation", "resolved": "resolution"}
COLUMNS = ("hook_id", "uid", "kind", "at", "due_at", "state", "conversation_id", "message_id", "detail")


def messages_came(session: Session, message_ids: Collection[int], now: datetime) -> None:
    """Of what customers wrote; whatever else is among these is left out."""
    if not message_ids:
        return
    here = or_(Hook.inbox_id.is_(None), Hook.inbox_id == Message.inbox_id)
    told = _told("message", now, Message.conversation_id, Message.id, null()).join(Message, here)
    ours = (Message.direction == "in", is_real(Message.inbox_id), sets.among(Message.id, message_ids))
    _write(session, told.where(*ours).order_by(Message.id))


def happened(
    session: Session, conversation: Conversation, line: str, reason: str | None, person: Person | None, now: datetime
) -> None:
    """A line is written into a timeline."""
    if line not in OF_TIMELINE:
        return
    detail = {"reason": reason, "team": conversation.team, "person_id": person.id if person else None}
    told = _told(OF_TIMELINE[line], now, literal(conversation.id), null(), _json(detail))
    here = or_(Hook.inbox_id.is_(None), Hook.inbox_id == conversation.inbox_id)
    with session.no_autoflush:  # the conversation may be halfway between two states
        _write(session, told.where(here, is_real(literal(conversation.inbox_id))))


def _told(kind: str, now: datetime, conversation_id: Any, message_id: Any, detail: Any) -> Select[Any]:
    wanted = (Hook.disabled_at.is_(None), literal(kind) == any_(Hook.events))
    uid = cast(func.gen_random_uuid(), Uuid)
    return select(Hook.id, uid, *map(literal, (kind, now, now, "due")), conversation_id, message_id, detail).where(
        *wanted
    )


def _json(detail: Mapping[str, Any]) -> Any:
    return cast(literal(dict(detail), JSON), JSONB)


def _write(session: Session, rows: Select[Any]) -> None:
    session.execute(insert(HookEvent).from_select(list(COLUMNS), rows))
