"""The reply that an agent is writing."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.conversations import RefusedError
from app.tables import Message


@dataclass(frozen=True, slots=True)
class Draft:
    """The text in the composer, why it was refused (a code), and the key that makes sending it twice harmless."""

    text: str = ""
    refused: str | None = None
    key: UUID = field(default_factory=uuid4)


def key_of(given: str | None) -> UUID:
    """The form's key; a form without a valid one gets a key of its own."""
    try:
        return UUID(given or "")
    except ValueError:
        return uuid4()


def refuse_another_text(session: Session, conversation_id: int, key: UUID, text: str) -> None:
    """The same form may be sent twice, but not with another text: that one would vanish as a double.

    Raises RefusedError with `key_used`.
    """
    sent = session.execute(
        select(Message.conversation_id, Message.text).where(Message.callback_id == key)
    ).one_or_none()
    if sent and (sent.conversation_id != conversation_id or sent.text != text.strip()):
        raise RefusedError("key_used")
