"""The notes of a conversation as they are shown."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.tables import Note, Person

MOST = 200


class Noted(NamedTuple):
    """A note; `person` is its author's address."""

    id: int
    text: str
    written_at: datetime
    edited_at: datetime | None
    person_id: int
    person: str


def read(session: Session, conversation_id: int, since: datetime | None) -> tuple[Noted, ...]:
    """The latest notes, oldest first; `since`: when what is shown begins."""
    columns = select(Note.id, Note.text, Note.written_at, Note.edited_at, Note.person_id, Person.email)
    shown = (Note.conversation_id == conversation_id, *([Note.written_at >= since] if since else []))
    latest = columns.join(Person, Person.id == Note.person_id).where(*shown).order_by(Note.id.desc()).limit(MOST)
    return tuple(Noted(*row) for row in reversed(session.execute(latest).all()))
