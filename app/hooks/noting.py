"""Writing down what hooks are to be told, in the transaction in which it happens."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Insert,
    Select,
    String,
    any_,
    bindparam,
    func,
    insert,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app import sets
from app.samples.mark import is_real
from app.tables import Conversation, Hook, HookEvent, Message, Person

# Lines of a timeline that hooks hear of.
OF_TIMELINE = {"escalated": "escalation", "stopped": "escalation", "resolved": "resolution"}
COLUMNS = ("hook_id", "uid", "kind", "at", "due_at", "state", "conversation_id", "message_id", "detail")
IDS = "ids"

# The statements are made once: they run with every escalation, and making one takes longer than carrying it out.
_EVENTS: Any = HookEvent.__table__  # not the class: what is given are no columns of it
_KIND = bindparam("of_kind", type_=String)
_NOW = bindparam("at_time", type_=DateTime(timezone=True))
_TALK, _INBOX = bindparam("talk_id", type_=BigInteger), bindparam("of_inbox", type_=BigInteger)
_DETAIL = bindparam("told", type_=JSONB)


def messages_came(session: Session, message_ids: Collection[int], now: datetime) -> None:
    """Of what customers wrote; whatever else is among these is left out."""
    if message_ids:
        session.execute(_messages(), {"of_kind": "message", "at_time": now, IDS: list(message_ids)})


def happened(
    session: Session, conversation: Conversation, line: str, reason: str | None, person: Person | None, now: datetime
) -> None:
    """A line is written into a timeline."""
    if line not in OF_TIMELINE:
        return
    detail = {"reason": reason, "team": conversation.team, "person_id": person.id if person else None}
    given = {"of_kind": OF_TIMELINE[line], "at_time": now, "told": detail}
    with session.no_autoflush:  # the conversation may be halfway between two states
        session.execute(_line(), {**given, "talk_id": conversation.id, "of_inbox": conversation.inbox_id})


@lru_cache(maxsize=1)
def _messages() -> Insert:
    here = or_(Hook.inbox_id.is_(None), Hook.inbox_id == Message.inbox_id)
    told = _told(Message.conversation_id, Message.id, null()).join(Message, here)
    ours = (Message.direction == "in", is_real(Message.inbox_id), sets.among_given(Message.id, IDS))
    return insert(_EVENTS).from_select(list(COLUMNS), told.where(*ours).order_by(Message.id))


@lru_cache(maxsize=1)
def _line() -> Insert:
    here = or_(Hook.inbox_id.is_(None), Hook.inbox_id == _INBOX)
    told = _told(_TALK, null(), _DETAIL).where(here, is_real(_INBOX))
    return insert(_EVENTS).from_select(list(COLUMNS), told)


def _told(conversation_id: Any, message_id: Any, detail: Any) -> Select[Any]:
    columns = (Hook.id, func.gen_random_uuid(), _KIND, _NOW, _NOW, literal("due"), conversation_id, message_id, detail)
    return select(*columns).where(Hook.disabled_at.is_(None), any_(Hook.events) == _KIND)
