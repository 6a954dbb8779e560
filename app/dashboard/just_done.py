"""What somebody has just done, and that they can take it back: the bar at the foot of the page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from app import snapshots, undoing
from app.dashboard.blueprint import me
from app.tables import Contact, Conversation, Event

SHOWN_FOR = timedelta(seconds=10)
RECENT = 500  # lines of all timelines; so many are not written while the bar is shown

Verb = Callable[[Session, Conversation, datetime], None]


@dataclass(frozen=True, slots=True)
class Done:
    """The line of the timeline that can be taken back, and with whom the conversation is."""

    event_id: int
    kind: str
    detail: dict[str, Any]
    conversation_id: int
    name: str | None


def undoable(verb: Verb) -> Verb:
    """The verb, with what was before kept for taking it back."""

    def remembered(session: Session, conversation: Conversation, now: datetime) -> None:
        before = snapshots.state(session, conversation)
        verb(session, conversation, now)
        undoing.remember(session, conversation, me(), before, now)

    return remembered


def read(session: Session, person_id: int, now: datetime) -> Done | None:
    """What the person did in the last seconds; None when there is nothing, or something else has happened since.

    What was done to several at once is taken back with the others (app.dashboard.chosen). It is asked for with every
    page, so only the latest lines are looked through, by their numbers.
    """
    found = session.execute(_latest(), {"person_id": person_id, "since": now - SHOWN_FOR}).one_or_none()
    if found is None or snapshots.last_message(session, found.conversation_id) != found.detail["message_id"]:
        return None
    told = {name: found.detail.get(name) for name in ("from", "to")}
    return Done(found.id, found.kind, told, found.conversation_id, found.name)


@lru_cache(maxsize=1)
def _latest() -> Select[*tuple[Any, ...]]:
    latest = select(func.max(Event.id) - RECENT).scalar_subquery()
    by_them = (Event.person_id == bindparam("person_id"), Event.at > bindparam("since"))
    return (
        select(Event.id, Event.kind, Event.detail, Event.conversation_id, Contact.name)
        .join(Conversation, Conversation.id == Event.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(Event.id > latest, *by_them, Event.detail["before"].is_not(None), Event.detail["with_others"].is_(None))
        .where(_is_last())
        .order_by(Event.id.desc())
        .limit(1)
    )


def _is_last() -> ColumnElement[bool]:
    """Of its conversation."""
    later = aliased(Event)
    return ~exists().where(later.conversation_id == Event.conversation_id, later.id > Event.id)
