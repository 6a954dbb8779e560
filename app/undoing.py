"""Taking back what somebody has just done to a conversation.

What the conversation was before and after stands in the event's `detail`. It is put back only while it is still as it
was left, and nothing has been said since.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, literal, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from app.refusals import RefusedError
from app.tables import Conversation, ConversationLabel, Event, Label, Message, Person
from app.timeline import note

FOR = timedelta(seconds=60)  # the page offers it for a shorter time
SEVERAL_FOR = timedelta(minutes=10)  # what was closed together with others
UNDOABLE = frozenset(
    {"assigned", "put_back", "team", "priority", "snoozed", "woken", "labelled", "unlabelled", "resolved"}
)
MOMENTS = ("waiting_since", "taken_at", "changed_at", "snoozed_at", "snoozed_until")
# of the lines that say that a resolution was none; as they stand in the index
RESOLVED: ColumnElement[str] = literal_column("'resolved'")
CLOSING_UNDONE: ColumnElement[str] = literal_column("'closing_undone'")
COLUMNS = ("owner", "assignee_id", "team", "priority", "reason", *MOMENTS)

State = dict[str, Any]


def state(session: Session, conversation: Conversation) -> State:
    """All that can be put back, as plain data."""
    kept = {name: getattr(conversation, name) for name in COLUMNS}
    kept |= {name: kept[name] and kept[name].isoformat() for name in MOMENTS}
    return {**kept, "labels": _labels(session, conversation.id)}


def remember(session: Session, conversation: Conversation, person: Person, before: State, now: datetime) -> None:
    """Keep what was before beside the line that the person's verb has just written.

    Not when nothing happened, nor when it cannot be put back because a message was called back with it.
    """
    session.flush()
    line = _last_line(session, conversation.id)
    if line is None or (line.at, line.person_id) != (now, person.id) or line.kind not in UNDOABLE:
        return
    if _called_back(session, conversation.id, now):
        return
    after = state(session, conversation)
    kept = {"before": before, "after": after, "message_id": _last_message(session, conversation.id)}
    line.detail = {**(line.detail or {}), **kept}


def undo(session: Session, conversation: Conversation, event_id: int, person: Person, now: datetime) -> None:
    """Put back what was before. Raises RefusedError with `undo_gone`, `undo_late`, `undo_changed` or `undo_said`."""
    line = session.get(Event, event_id)
    if line is None or (line.conversation_id, line.person_id) != (conversation.id, person.id):
        raise RefusedError("undo_gone")
    kept = line.detail or {}
    if "before" not in kept:
        raise RefusedError("undo_gone")
    if now - line.at > FOR:
        raise RefusedError("undo_late")
    if _last_message(session, conversation.id) != kept["message_id"]:
        raise RefusedError("undo_said")
    last = _last_line(session, conversation.id)
    if last is None or last.id != line.id or state(session, conversation) != kept["after"]:
        raise RefusedError("undo_changed")
    had_it = session.get(Person, kept["before"]["assignee_id"] or 0)
    if had_it and had_it.left_at:
        raise RefusedError("undo_changed")
    _put_back(session, conversation, kept["before"])
    note(session, conversation, "undone", now, line.kind, person)


def _put_back(session: Session, conversation: Conversation, before: State) -> None:
    for name in COLUMNS:
        value = before[name]
        setattr(conversation, name, datetime.fromisoformat(value) if value and name in MOMENTS else value)
    session.execute(delete(ConversationLabel).where(ConversationLabel.conversation_id == conversation.id))
    # a label may have gone since, with a contact who was erased
    there = select(literal(conversation.id), Label.id).where(Label.id.in_(before["labels"]))
    session.execute(insert(ConversationLabel).from_select(["conversation_id", "label_id"], there))


def taken_back() -> ColumnElement[bool]:
    """In a query of events: whether that resolution was undone, alone or with others; then it was none."""
    later = aliased(Event)
    alone = and_(later.kind == "undone", later.reason == RESOLVED)
    with_others = and_(later.kind == "reopened", later.reason == CLOSING_UNDONE)
    same = (later.conversation_id == Event.conversation_id, later.person_id == Event.person_id, later.id > Event.id)
    soon = later.at <= Event.at + SEVERAL_FOR
    return exists().where(Event.kind == "resolved", *same, or_(alone, with_others), soon)


def _labels(session: Session, conversation_id: int) -> list[int]:
    on = ConversationLabel.conversation_id == conversation_id
    return sorted(session.scalars(select(ConversationLabel.label_id).where(on)))


def _last_line(session: Session, conversation_id: int) -> Event | None:
    lines = select(Event).where(Event.conversation_id == conversation_id).order_by(Event.id.desc())
    return session.scalars(lines.limit(1)).first()


def _last_message(session: Session, conversation_id: int) -> int | None:
    """By its number, not its time: whoever stores one holds the conversation's lock, so none comes in between."""
    return session.scalars(select(func.max(Message.id)).where(Message.conversation_id == conversation_id)).one()


def _called_back(session: Session, conversation_id: int, now: datetime) -> bool:
    """Whether this transaction has cancelled a message: what was about to be said then is not said again."""
    here = (Message.conversation_id == conversation_id, Message.status == "cancelled", Message.ended_at == now)
    return session.execute(select(exists().where(*here))).scalar_one()
