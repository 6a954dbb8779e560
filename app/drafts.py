"""What people have written into a conversation's composer and not sent: kept for them, on whatever device."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import sets
from app.tables import Draft

LONGEST = 32_000  # characters: beyond what can be sent
EMPTY: dict[str, Any] = {"text": "", "note": "", "quotes_id": None, "media_id": None}


class Written(NamedTuple):
    """The reply and the note that are being written, and the message that the reply quotes."""

    text: str = ""
    note: str = ""
    quotes_id: int | None = None


class Kept(NamedTuple):
    """The same as it was left, with the file that is attached to the reply."""

    text: str = ""
    note: str = ""
    quotes_id: int | None = None
    media_id: int | None = None


def of(session: Session, conversation_id: int, person_id: int) -> Kept:
    columns = select(*(getattr(Draft, name) for name in Kept._fields)).where(*_theirs(conversation_id, person_id))
    found = session.execute(columns).one_or_none()
    return Kept(*found) if found else Kept()


def keep(session: Session, conversation_id: int, person_id: int, written: Written, now: datetime) -> None:
    """The last one counts; where nothing is written, quoted or attached, nothing is kept."""
    if not (written.text.strip() or written.note.strip() or written.quotes_id):
        _empty(session, conversation_id, person_id, *Written._fields)
        return
    parts = {"text": written.text[:LONGEST], "note": written.note[:LONGEST], "quotes_id": written.quotes_id}
    _put(session, conversation_id, person_id, parts, now)


def attach(session: Session, conversation_id: int, person_id: int, media_id: int, now: datetime) -> None:
    """The file goes with the reply, instead of the one before."""
    _put(session, conversation_id, person_id, {"media_id": media_id}, now)


def detach(session: Session, person_id: int, media_id: int) -> None:
    """The file goes with no reply of theirs any more."""
    here = select(Draft.conversation_id).where(Draft.person_id == person_id, Draft.media_id == media_id)
    for conversation_id in session.scalars(here).all():
        _empty(session, conversation_id, person_id, "media_id")


def sent(session: Session, conversation_id: int, person_id: int) -> None:
    """The reply went out."""
    _empty(session, conversation_id, person_id, "text", "quotes_id", "media_id")


def text_sent(session: Session, conversation_id: int, person_id: int) -> None:
    """Words went out, or are held, with which nothing can go: what is quoted and attached waits for the next reply."""
    _empty(session, conversation_id, person_id, "text")


def noted(session: Session, conversation_id: int, person_id: int) -> None:
    """The note was written down."""
    _empty(session, conversation_id, person_id, "note")


def _put(session: Session, conversation_id: int, person_id: int, parts: dict[str, Any], now: datetime) -> None:
    values = {**parts, "changed_at": now}
    first = insert(Draft).values(conversation_id=conversation_id, person_id=person_id, **{"text": "", **values})
    session.execute(first.on_conflict_do_update(index_elements=["person_id", "conversation_id"], set_=values))


def _empty(session: Session, conversation_id: int, person_id: int, *parts: str) -> None:
    theirs = _theirs(conversation_id, person_id)
    session.execute(update(Draft).where(*theirs).values({part: EMPTY[part] for part in parts}))
    nothing = [getattr(Draft, part).is_not_distinct_from(empty) for part, empty in EMPTY.items()]
    session.execute(delete(Draft).where(*theirs, *nothing))


def among(session: Session, person_id: int, conversation_ids: Collection[int]) -> tuple[int, ...]:
    """Those of the conversations in which this person has left something unsent."""
    theirs = select(Draft.conversation_id).where(Draft.person_id == person_id)
    found = theirs.where(sets.among(Draft.conversation_id, conversation_ids)).order_by(Draft.conversation_id)
    return tuple(session.scalars(found)) if conversation_ids else ()


def _theirs(conversation_id: int, person_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Draft.conversation_id == conversation_id, Draft.person_id == person_id)
