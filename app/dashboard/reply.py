"""The reply that an agent is writing, and what makes sending it twice harmless."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.dashboard.filling import unaccepted
from app.dashboard.media_rows import COLUMNS, Medium
from app.refusals import RefusedError
from app.tables import Conversation, Media, Message
from app.whatsapp import outgoing as whatsapp
from app.whatsapp.outgoing import Outgoing, Text
from app.whatsapp.split import split


@dataclass(frozen=True, slots=True)
class Draft:
    """What is in the composer, why it was refused (a code and what it is about), and the key of this sending."""

    text: str = ""
    refused: str | None = None
    key: UUID = field(default_factory=uuid4)
    detail: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    quotes: int | None = None
    attached_id: int | None = None
    note: str = ""


def key_of(given: str | None) -> UUID:
    """The form's key; a form without a valid one gets a key of its own."""
    try:
        return UUID(given or "")
    except ValueError:
        return uuid4()


def number_of(given: str | None) -> int | None:
    """An id out of a form or an address."""
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 19 else None


def refuse_another(session: Session, conversation_id: int, key: UUID, first: Outgoing) -> None:
    """The same form may be sent twice, but not with another message: that one would vanish as a double.

    Raises RefusedError with `key_used`.
    """
    columns = select(Message.conversation_id, Message.kind, Message.text, Message.content)
    sent = session.execute(columns.where(Message.callback_id == key)).one_or_none()
    if sent and tuple(sent) != (conversation_id, *_as_kept(first)):
        raise RefusedError("key_used")


def _as_kept(outgoing: Outgoing) -> tuple[str, str | None, object]:
    if isinstance(outgoing, Text):
        return outgoing.kind, split(outgoing.body)[0], {}
    return outgoing.kind, whatsapp.preview(outgoing), json.loads(json.dumps(whatsapp.to_json(outgoing)))


def refuse_unfilled(form: Mapping[str, str]) -> None:
    """Whoever forgot to fill in a variable is told once; who sends again means it (`unfilled` names what was told).

    Raises RefusedError with `unfilled` (detail: which).
    """
    names = unaccepted(form.get("text", ""), form.get("unfilled"))
    if names:
        raise RefusedError("unfilled", ", ".join(f"{{{{{name}}}}}" for name in names))


def quoted_wamid(session: Session, conversation_id: int, message_id: int | None) -> str | None:
    """WhatsApp's id of the message that is replied to; None when it has none, or was deleted since."""
    if message_id is None:
        return None
    quotable = (Message.conversation_id == conversation_id, Message.revoked_at.is_(None))
    return session.scalars(select(Message.wamid).where(Message.id == message_id, *quotable)).one_or_none()


def attached(session: Session, conversation: Conversation, media_id: int | None, person_id: int) -> Medium | None:
    """The file that this person added for a reply. Raises RefusedError with `attachment_gone` when there is none."""
    if media_id is None:
        return None
    own = (Media.inbox_id == conversation.inbox_id, Media.person_id == person_id)
    found = session.execute(select(*COLUMNS).where(Media.id == media_id, *own)).one_or_none()
    if found is None:
        raise RefusedError("attachment_gone")
    return Medium(**found._mapping)


def belongs_to(session: Session, medium: Medium, key: UUID) -> None:
    """The file belongs to the message of that key now, and to no other. Raises RefusedError with `attachment_gone`."""
    message_id = session.scalars(select(Message.id).where(Message.callback_id == key)).one()
    free = Media.message_id.is_(None) | (Media.message_id == message_id)
    claimed = update(Media).where(Media.id == medium.id, free).values(message_id=message_id).returning(Media.id)
    if session.scalars(claimed).one_or_none() is None:
        raise RefusedError("attachment_gone")
