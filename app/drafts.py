"""What people have written into a conversation's composer and not sent: kept for them, on whatever device."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import sets
from app.tables import Draft

LONGEST = 32_000  # characters: beyond what can be sent


class Written(NamedTuple):
    """The reply and the note that are being written."""

    text: str = ""
    note: str = ""


def of(session: Session, conversation_id: int, person_id: int) -> Written:
    columns = select(Draft.text, Draft.note).where(*_theirs(conversation_id, person_id))
    found = session.execute(columns).one_or_none()
    return Written(*found) if found else Written()


def keep(session: Session, conversation_id: int, person_id: int, written: Written, now: datetime) -> None:
    """The last one counts; where nothing is written, nothing is kept."""
    if not any(part.strip() for part in written):
        session.execute(delete(Draft).where(*_theirs(conversation_id, person_id)))
        return
    values = {"text": written.text[:LONGEST], "note": written.note[:LONGEST], "changed_at": now}
    first = insert(Draft).values(conversation_id=conversation_id, person_id=person_id, **values)
    session.execute(first.on_conflict_do_update(index_elements=["person_id", "conversation_id"], set_=values))


def sent(session: Session, conversation_id: int, person_id: int) -> None:
    """The reply went out."""
    _empty(session, conversation_id, person_id, "text")


def noted(session: Session, conversation_id: int, person_id: int) -> None:
    """The note was written down."""
    _empty(session, conversation_id, person_id, "note")


def _empty(session: Session, conversation_id: int, person_id: int, part: str) -> None:
    theirs = _theirs(conversation_id, person_id)
    session.execute(update(Draft).where(*theirs).values({part: ""}))
    session.execute(delete(Draft).where(*theirs, Draft.text == "", Draft.note == ""))


def among(session: Session, person_id: int, conversation_ids: Collection[int]) -> tuple[int, ...]:
    """Those of the conversations in which this person has left something unsent."""
    theirs = select(Draft.conversation_id).where(Draft.person_id == person_id)
    found = theirs.where(sets.among(Draft.conversation_id, conversation_ids)).order_by(Draft.conversation_id)
    return tuple(session.scalars(found)) if conversation_ids else ()


def _theirs(conversation_id: int, person_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Draft.conversation_id == conversation_id, Draft.person_id == person_id)
