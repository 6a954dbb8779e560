"""A conversation's timeline: what changed, when, by whom, why."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.tables import Conversation, Event, Person


def note(
    session: Session,
    conversation: Conversation,
    kind: str,
    now: datetime,
    reason: str | None = None,
    person: Person | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write a line; `kind` and `reason` are codes that the dashboard has words for, `detail` says what changed."""
    line = Event(conversation_id=conversation.id, kind=kind, reason=reason, at=now, detail=detail)
    line.person_id = person.id if person else None
    session.add(line)
