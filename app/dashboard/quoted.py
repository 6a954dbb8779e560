"""The message that a reply quotes while it is written, however long ago it was said."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app import database
from app.dashboard.said import QUOTED
from app.tables import Message, Person


@dataclass(frozen=True, slots=True)
class Quoted:
    id: int
    direction: str
    author: str | None
    kind: str
    text: str | None
    content: dict[str, Any]
    person: str | None


def quoted(conversation_id: int, message_id: int | None) -> Quoted | None:
    """None where nothing is quoted, or it is not there any more."""
    if message_id is None:
        return None
    own = (
        Message.id,
        Message.direction,
        Message.author,
        Message.kind,
        func.left(Message.text, QUOTED),
        Message.content,
    )
    here = (Message.id == message_id, Message.conversation_id == conversation_id, Message.revoked_at.is_(None))
    asked = select(*own, Person.email).outerjoin(Person, Person.id == Message.person_id).where(*here)
    with database.sessions()() as session:
        found = session.execute(asked).one_or_none()
    return Quoted(*found) if found else None
