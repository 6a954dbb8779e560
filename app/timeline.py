"""A conversation's timeline: what changed, when, by whom, why."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.hooks import noting as hooks
from app.tables import Conversation, Event, Person

TWICE = timedelta(
    seconds=10
)  # within which the same wish of the same person is a double click, or sent anew by a browser


def note(
    session: Session,
    conversation: Conversation,
    kind: str,
    now: datetime,
    reason: str | None = None,
    person: Person | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write a line; `kind` and `reason` are codes that the dashboard has words for, `detail` says from what to what."""
    person_id = person.id if person else None
    line = Event(kind=kind, reason=reason, person_id=person_id, at=now, detail=detail)
    line.conversation_id = conversation.id
    session.add(line)
    hooks.happened(session, conversation, kind, reason, person, now)


def last(session: Session, conversation_id: int) -> Event | None:
    """The newest line."""
    lines = select(Event).where(Event.conversation_id == conversation_id).order_by(Event.id.desc())
    return session.scalars(lines.limit(1)).first()


def just_noted(session: Session, conversation: Conversation, kind: str, person: Person, now: datetime) -> Event | None:
    """The newest line, where the person has done that very thing just now and nothing has happened since: then the
    same form came twice, and what it wants is done."""
    line = last(session, conversation.id)
    same = line is not None and (line.kind, line.person_id) == (kind, person.id) and now - line.at <= TWICE
    return line if same else None
