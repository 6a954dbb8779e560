"""Closing or labelling several conversations at once, and taking that back. Nothing here sends anything."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import assigning, handling, labelling, labels, locking, owners, owning, sets, snapshots, undoing
from app.refusals import RefusedError
from app.tables import Conversation, Event, Message, Person
from app.timeline import just_noted

UNDER_WAY = ("held", "queued", "sending")  # an answer that closing would withdraw for good

Left = tuple[tuple[int, str], ...]  # the conversations' ids, each with why it was left as it is


@dataclass(frozen=True, slots=True)
class Changed:
    """How many are now as wished, and the lines of their timelines by which that is taken back; why the others were
    left: others, answering, said, resolved."""

    number: int
    lines: tuple[int, ...]
    left: Left


def close(
    session: Session, ids: Collection[int], person: Person, now: datetime, shown_at: datetime | None = None
) -> Changed:
    """Resolve these conversations, but for those that somebody else has, in which an answer is on its way, or in which
    the customer has written since the list was shown. What the person has resolved just now counts again: the form
    came twice."""
    closed: list[int | None] = []
    left = []
    locked = locking.lock_all(session, ids)
    answering, said = _answering(session, locked), _said_since(session, locked, shown_at)
    for conversation in locked.values():
        if line := just_noted(session, conversation, "resolved", person, now):
            closed.append(line.id)
        elif why := _hindrance(conversation, person, answering, said):
            left.append((conversation.id, why))
        else:
            before = snapshots.state(session, conversation)
            handling.resolve(session, conversation, person, now)
            closed.append(undoing.remember(session, conversation, person, before, now, with_others=True))
    return Changed(len(closed), tuple(filter(None, closed)), tuple(left))


def undo(session: Session, lines: Collection[int], person: Person, now: datetime) -> tuple[int, Left]:
    """Take back what these lines of timelines tell, where it still stands; how many, and why not the others
    (as undoing.undo refuses)."""
    told = session.execute(select(Event.id, Event.conversation_id).where(sets.among(Event.id, lines)))
    of = {row.id: row.conversation_id for row in told}
    locked = locking.lock_all(session, set(of.values()))
    left = []
    for line, conversation_id in sorted(of.items()):
        try:
            undoing.undo(session, _there(locked, conversation_id), line, person, now, undoing.SEVERAL_FOR)
        except RefusedError as refusal:
            left.append((conversation_id, str(refusal)))
    return len(of) - len(left), tuple(left)


def _there(locked: Mapping[int, Conversation], conversation_id: int) -> Conversation:
    """It may have become part of another one since it was looked up."""
    if conversation_id not in locked:
        raise RefusedError("undo_changed")
    return locked[conversation_id]


def label(session: Session, ids: Collection[int], name: str, person: Person, now: datetime) -> Changed:
    """Put the label on these, but for those that somebody else has, by the same rule as on one alone. Raises
    RefusedError as labels.put does."""
    locked = locking.lock_all(session, ids)
    lines, left = [], []
    for conversation in locked.values():
        try:
            assigning.check_may(conversation, person, supervises=True)
        except RefusedError:
            left.append((conversation.id, "others"))
            continue
        lines.append(_labelled(session, conversation, name, person, now))
    return Changed(len(locked) - len(left), tuple(filter(None, lines)), tuple(left))


def _labelled(session: Session, conversation: Conversation, name: str, person: Person, now: datetime) -> int | None:
    """The line that tells of it; None where the label was there before, but for a form that came twice."""
    before = snapshots.state(session, conversation)
    labelling.put(session, conversation, name, person, now)
    undoing.remember(session, conversation, person, before, now, with_others=True)
    line = just_noted(session, conversation, "labelled", person, now)
    return line.id if line and (line.detail or {}).get("to") == labels.cleaned(name) else None


def _answering(session: Session, ids: Collection[int]) -> frozenset[int]:
    under_way = (sets.among(Message.conversation_id, ids), Message.status.in_(UNDER_WAY))
    return frozenset(session.scalars(select(Message.conversation_id).where(*under_way)))


def _said_since(session: Session, ids: Collection[int], shown_at: datetime | None) -> frozenset[int]:
    if shown_at is None:
        return frozenset()
    theirs = (sets.among(Message.conversation_id, ids), Message.direction == "in", Message.stored_at > shown_at)
    said = select(Message.conversation_id).where(*theirs, Message.kind.not_in(owning.NOT_A_TURN))
    return frozenset(session.scalars(said))


def _hindrance(
    conversation: Conversation, person: Person, answering: Collection[int], said: Collection[int]
) -> str | None:
    if conversation.owner == owners.RESOLVED:
        return "resolved"
    if conversation.assignee_id not in {None, person.id}:
        return "others"
    if conversation.id in said:
        return "said"
    return "answering" if conversation.id in answering else None
