"""Taking back what somebody has just done to a conversation.

What the conversation was before and after stands in the event's `detail`, whether it was done to one alone or to
several at once. It is put back only while it is still as it was left, and nothing has been said since.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, insert, literal, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from app import owners
from app.refusals import RefusedError
from app.snapshots import MOMENTS, OTHERS, State, last_message, state, undecided
from app.tables import Conversation, ConversationLabel, Event, Label, Message, Person
from app.timeline import last, note

FOR = timedelta(seconds=60)  # the page offers it for a shorter time
SEVERAL_FOR = timedelta(minutes=10)  # what was closed together with others
ENDS = ("resolved", "handed_back")
GIVEN = ("taken", "assigned", "put_back")
UNDOABLE = frozenset({*ENDS, *GIVEN, "team", "priority", "snoozed", "woken", "labelled", "unlabelled"})
# As they stand in the index of lines that undo a resolution.
UNDONE: ColumnElement[str] = literal_column("'undone'")
RESOLVED: ColumnElement[str] = literal_column("'resolved'")
STANDS: ColumnElement[bool] = Event.detail["undone"].is_(None)  # of a line: nobody has taken it back


def remember(
    session: Session,
    conversation: Conversation,
    person: Person,
    before: State,
    now: datetime,
    with_others: bool = False,
) -> int | None:
    """Keep what was before beside the line that the person's verb has just written; returns the line's id.

    None when nothing happened, or it cannot be put back because a message was called back with it. What was done
    `with_others` is taken back with them.
    """
    session.flush()
    line = last(session, conversation.id)
    if line is None or (line.at, line.person_id) != (now, person.id) or line.kind not in UNDOABLE:
        return None
    if _called_back(session, conversation.id, now):
        return None
    after = state(session, conversation)
    said = {"message_id": last_message(session, conversation.id), "open": undecided(session, conversation.id)}
    kept = {"before": before, "after": after, **said}
    line.detail = {**(line.detail or {}), **kept, **({"with_others": True} if with_others else {})}
    return line.id


def undo(
    session: Session,
    conversation: Conversation,
    event_id: int,
    person: Person,
    now: datetime,
    within: timedelta | None = None,
) -> None:
    """Put back what was before, at most so long after it was done; what the person has taken back already stays so.

    Raises RefusedError with `undo_gone`, `undo_late`, `undo_changed` or `undo_said`; then nothing was changed.
    """
    line = session.get(Event, event_id)
    if line is None or (line.conversation_id, line.person_id) != (conversation.id, person.id):
        raise RefusedError("undo_gone")
    kept = line.detail or {}
    if "before" not in kept:
        raise RefusedError("undo_gone")
    newest = last(session, conversation.id)
    if newest and newest.kind == "undone" and (newest.detail or {}).get("undoes") == line.id:
        return  # a double click
    if now - line.at > (FOR if within is None else within):
        raise RefusedError("undo_late")
    if last_message(session, conversation.id) != kept["message_id"]:
        raise RefusedError("undo_said")
    if newest is None or newest.id != line.id or state(session, conversation) != kept["after"]:
        raise RefusedError("undo_changed")
    had_it = session.get(Person, kept["before"]["assignee_id"] or 0)
    if had_it and had_it.left_at:
        raise RefusedError("undo_changed")
    lotses_again = conversation.owner in owners.WITH_PEOPLE and kept["before"]["owner"] in owners.LOTSE_MAY_SPEAK
    if lotses_again and undecided(session, conversation.id) != kept.get("open"):
        raise RefusedError("undo_changed")  # given to people since, who would have it no more
    _put_back(session, conversation, kept["before"], now)
    line.detail = {**kept, "undone": True}
    note(session, conversation, "undone", now, line.kind, person, {"undoes": line.id})


def _put_back(session: Session, conversation: Conversation, before: State, now: datetime) -> None:
    """Who had it has as long as if they had taken it now, if it was theirs no more: it must not go back at once. What
    Lotse meant to say it thinks of anew, while there is time to see it."""
    given_back = before["taken_at"] and conversation.taken_at is None
    conversation.owner = owners.undone(conversation.owner, before["owner"])
    if conversation.owner in owners.WITH_PEOPLE:
        conversation.plan = conversation.think_at = None
    elif conversation.due_at and conversation.due_at > now:
        conversation.think_at = now
    for name in OTHERS:
        setattr(conversation, name, before[name])
    for name in MOMENTS:
        setattr(conversation, name, datetime.fromisoformat(before[name]) if before[name] else None)
    if given_back:
        conversation.taken_at = now
    session.execute(delete(ConversationLabel).where(ConversationLabel.conversation_id == conversation.id))
    # a label may have gone since, with a contact who was erased
    there = select(literal(conversation.id), Label.id).where(Label.id.in_(before["labels"]))
    session.execute(insert(ConversationLabel).from_select(["conversation_id", "label_id"], there))


def taken_back() -> ColumnElement[bool]:
    """In a query of events: whether that resolution was undone, alone or with others, or that a conversation was handed
    back; then it was not done."""
    later = aliased(Event)
    same = (later.conversation_id == Event.conversation_id, later.person_id == Event.person_id, later.id > Event.id)
    soon = later.at <= Event.at + SEVERAL_FOR
    undone = (later.kind == UNDONE, later.reason == RESOLVED)
    handed_back = and_(Event.kind == "handed_back", Event.detail["undone"].is_not(None))
    return or_(exists().where(Event.kind == "resolved", *same, *undone, soon), handed_back)


def _called_back(session: Session, conversation_id: int, now: datetime) -> bool:
    """Whether this transaction has cancelled a message, or stopped one that a worker has in hand (app.queued): what was
    about to be said then is not said again."""
    cancelled = and_(Message.status == "cancelled", Message.ended_at == now)
    in_hand = and_(Message.status == "sending", Message.author == "bot", Message.due_at.is_(None))
    here = (Message.conversation_id == conversation_id, or_(cancelled, in_hand))
    return session.execute(select(exists().where(*here))).scalar_one()
