"""What somebody has just done, and that they can take it back: the bar at the foot of the page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import session as browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import undoing
from app.dashboard.blueprint import me
from app.tables import Contact, Conversation, Event

SHOWN_FOR = timedelta(seconds=10)
KEY = "done"  # in the browser's session: the event's id

Verb = Callable[[Session, Conversation, datetime], None]


@dataclass(frozen=True, slots=True)
class Done:
    """The line of the timeline that can be taken back, until when it is offered, and with whom the talk is."""

    event_id: int
    kind: str
    detail: dict[str, Any]
    until: datetime
    conversation_id: int
    name: str | None


def undoable(verb: Verb) -> Verb:
    """The verb, with what was before kept for taking it back."""

    def remembered(session: Session, conversation: Conversation, now: datetime) -> None:
        before = undoing.state(session, conversation)
        verb(session, conversation, now)
        browser.pop(KEY, None)
        if (event_id := undoing.remember(session, conversation, me(), before, now)) is not None:
            browser[KEY] = event_id

    return remembered


def undone() -> None:
    browser.pop(KEY, None)


def read(session: Session, now: datetime) -> Done | None:
    """What this browser did in the last seconds; None when there is nothing, or something else has happened since."""
    event_id = browser.get(KEY)
    if event_id is None:
        return None
    found = session.execute(
        select(Event.id, Event.kind, Event.detail, Event.at, Event.conversation_id, Contact.name)
        .join(Conversation, Conversation.id == Event.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(Event.id == event_id, Event.person_id == me().id)
    ).one_or_none()
    if found is None or now - found.at > SHOWN_FOR:
        return None
    told = {name: (found.detail or {}).get(name) for name in ("from", "to")}
    return Done(found.id, found.kind, told, found.at + SHOWN_FOR, found.conversation_id, found.name)
