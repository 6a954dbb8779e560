"""Notes: what people tell each other in a conversation. Nothing that sends reads them.

Each verb runs in the caller's transaction and expects the conversation's row locked.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refusals import RefusedError
from app.tables import Conversation, Note, Person

LONGEST = 8000  # characters


def write(session: Session, conversation: Conversation, person: Person, text: str, key: UUID, now: datetime) -> None:
    """Write a note down; the same `key` twice (a double click) is one.

    Raises RefusedError with `note_empty`, `note_too_long`, or `note_key_used` where the key wrote another note.
    """
    text = _checked(text)
    written = session.scalars(select(Note).where(Note.key == key)).one_or_none()
    if written is None:
        values = {"person_id": person.id, "text": text, "written_at": now, "key": key}
        session.add(Note(conversation_id=conversation.id, **values))
    elif (written.conversation_id, written.person_id, written.text) != (conversation.id, person.id, text):
        raise RefusedError("note_key_used")


def change(
    session: Session, conversation: Conversation, person: Person, note_id: int, text: str, now: datetime
) -> None:
    """Colleagues may have read what it said before, so it shows that it was changed.

    Raises RefusedError as `write` does, and with `note_gone` when it is not there, or not this person's.
    """
    note, text = _own(session, conversation, person, note_id), _checked(text)
    if note.text != text:
        note.text, note.edited_at = text, now


def remove(session: Session, conversation: Conversation, person: Person, note_id: int) -> None:
    """One that is gone already stays gone. Raises RefusedError with `note_gone` when it is not this person's."""
    if session.get(Note, note_id) is None:
        return
    session.delete(_own(session, conversation, person, note_id))


def _own(session: Session, conversation: Conversation, person: Person, note_id: int) -> Note:
    theirs = (Note.conversation_id == conversation.id, Note.person_id == person.id)
    found = session.scalars(select(Note).where(Note.id == note_id, *theirs)).one_or_none()
    if found is None:
        raise RefusedError("note_gone")
    return found


def _checked(text: str) -> str:
    if not text.strip():
        raise RefusedError("note_empty")
    if len(text) > LONGEST:
        raise RefusedError("note_too_long", str(LONGEST))
    return text
