"""Closing several conversations at once, and taking that back; labelling them. Nothing here sends anything."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import assigning, conversations, labelling, owners, sets
from app.refusals import RefusedError
from app.tables import Conversation, Message, Person
from app.timeline import note

RESTORED = ("owner", "assignee_id", "reason", "priority", "waiting_since", "taken_at", "snoozed_at", "snoozed_until")
UNDER_WAY = ("held", "queued", "sending")  # an answer that closing would withdraw for good


@dataclass(frozen=True, slots=True)
class Closed:
    """What was closed, as it was before and with what tells whether anything has happened since; plain data."""

    done: tuple[dict[str, Any], ...]
    skipped: tuple[tuple[int, str], ...]  # the id and why: others, answering, resolved


def close(session: Session, ids: Collection[int], person: Person, now: datetime) -> Closed:
    """Resolve these conversations, but for those that somebody else has, or in which an answer is on its way."""
    done, skipped = [], []
    locked = conversations.lock_all(session, ids)
    answering = _answering(session, locked)
    for conversation in locked.values():
        if why := _hindrance(conversation, person, answering):
            skipped.append((conversation.id, why))
            continue
        before = {name: _plain(getattr(conversation, name)) for name in RESTORED}
        conversations.resolve(session, conversation, person, now)
        done.append({"id": conversation.id, **before, **_state(conversation)})
    return Closed(tuple(done), tuple(skipped))


def reopen(session: Session, closed: Sequence[dict[str, Any]], person: Person, now: datetime) -> tuple[int, int]:
    """Make them what they were before. Those in which something has happened since stay as they are: returns how many
    were opened again, and how many stayed."""
    locked = conversations.lock_all(session, [one["id"] for one in closed])
    opened = 0
    for one in closed:
        conversation = locked.get(one["id"])
        if conversation is None or not _untouched(conversation, one):
            continue
        for name in RESTORED:
            setattr(conversation, name, _read(name, one[name]))
        conversation.changed_at = now
        conversation.taken_at = now if conversation.taken_at else None  # else it would go back at once
        note(session, conversation, "reopened", now, "closing_undone", person)
        opened += 1
    return opened, len(closed) - opened


def label(
    session: Session, ids: Collection[int], name: str, person: Person, now: datetime
) -> tuple[int, list[tuple[int, str]]]:
    """Put the label on these, but for those that somebody else has, by the same rule as on one alone; returns how many
    have it now, and the others with why. Raises RefusedError as labels.put does."""
    locked = conversations.lock_all(session, ids)
    skipped = []
    for conversation in locked.values():
        try:
            assigning.check_may(conversation, person, supervises=True)
        except RefusedError:
            skipped.append((conversation.id, "others"))
            continue
        labelling.put(session, conversation, name, person, now)
    return len(locked) - len(skipped), skipped


def _answering(session: Session, ids: Collection[int]) -> frozenset[int]:
    under_way = (sets.among(Message.conversation_id, ids), Message.status.in_(UNDER_WAY))
    return frozenset(session.scalars(select(Message.conversation_id).where(*under_way)))


def _hindrance(conversation: Conversation, person: Person, answering: Collection[int]) -> str | None:
    if conversation.owner == owners.RESOLVED:
        return "resolved"
    if conversation.assignee_id not in {None, person.id}:
        return "others"
    return "answering" if conversation.id in answering else None


def _state(conversation: Conversation) -> dict[str, Any]:
    """It is another one as soon as somebody takes, changes or writes in the conversation."""
    return {name: _plain(getattr(conversation, name)) for name in ("changed_at", "last_message_at")}


def _untouched(conversation: Conversation, closed: dict[str, Any]) -> bool:
    state = _state(conversation)
    return conversation.owner == owners.RESOLVED and state == {name: closed[name] for name in state}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(name: str, value: Any) -> Any:
    is_time = name.endswith(("_since", "_at", "_until"))
    return datetime.fromisoformat(value) if is_time and value else value
