"""Two contacts turn out to be one person: what was kept under both becomes one."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import belongings, clock, current_intent, naming, owning, queued, revisions
from app.tables import (
    Contact,
    ContactAlias,
    Conversation,
    Decision,
    Event,
    FormerContact,
    FormerConversation,
    HookEvent,
    Lookup,
    Message,
    Notice,
    Person,
)
from app.timeline import note

# Who owns the conversation afterwards: people before machines, open before done.
PRECEDENCE = ("agent", "waiting", "bot", "resolved")
VISIT = (("visit_at", min), ("away_at", max))


def merge(session: Session, one: int, other: int) -> int:
    """Bring two contacts together under the older id, which is returned; conversations in one inbox become one."""
    kept, gone = sorted((one, other))
    for conversation_id, inbox_id in _conversations(session, gone):
        same = select(Conversation.id).where(Conversation.contact_id == kept, Conversation.inbox_id == inbox_id)
        into = session.execute(same).scalar_one_or_none()
        if into is None:
            _move(session, Conversation, Conversation.id == conversation_id, contact_id=kept)
        else:
            fold(session, into, conversation_id)
    for table in (ContactAlias, Notice, FormerContact):
        _move(session, table, table.contact_id == gone, contact_id=kept)
    _keep_what_is_known(session, kept, gone)
    session.flush()
    session.expire_all()
    session.delete(session.get_one(Contact, gone))
    session.add(FormerContact(id=gone, contact_id=kept))
    session.flush()
    return kept


def who_now(session: Session, contact_id: int) -> int | None:
    """The id of the contact that this one has become; None where it was brought together with nobody."""
    former = session.get(FormerContact, contact_id)
    return former.contact_id if former else None


def _conversations(session: Session, contact_id: int) -> list[tuple[int, int]]:
    theirs = select(Conversation.id, Conversation.inbox_id).where(Conversation.contact_id == contact_id)
    return [(row.id, row.inbox_id) for row in session.execute(theirs.order_by(Conversation.id))]


def _move(session: Session, table: type[Any], which: Any, **values: Any) -> None:
    session.execute(update(table).where(which).values(**values).execution_options(synchronize_session=False))


def _keep_what_is_known(session: Session, kept: int, gone: int) -> None:
    stays, goes = session.get_one(Contact, kept), session.get_one(Contact, gone)
    stays.name = stays.name or goes.name
    stays.language = stays.language or goes.language
    stays.wants_offers = goes.wants_offers if stays.wants_offers is None else stays.wants_offers
    stays.opted_out_at = stays.opted_out_at or goes.opted_out_at
    stays.stop_confirmed_at = stays.stop_confirmed_at or goes.stop_confirmed_at


def fold(session: Session, into_id: int, from_id: int) -> None:
    """Make two conversations one. A worker that has a claim on either finds it gone and leaves the turn alone."""
    locked = select(Conversation).where(Conversation.id.in_((into_id, from_id))).order_by(Conversation.id)
    both = {row.id: row for row in session.scalars(locked.with_for_update(of=Conversation))}
    into, gone = both[into_id], both[from_id]
    for table in (Message, Decision, Event, FormerConversation, HookEvent, Lookup):
        _move(session, table, table.conversation_id == from_id, conversation_id=into_id)
    belongings.carry(session, from_id, into_id)
    another = (into.owner, into.assignee_id) != (gone.owner, gone.assignee_id)
    _take_over(session, into, gone)
    current_intent.keep(session, [into])
    session.flush()
    if another:
        _tell(session, into)
    session.delete(gone)
    session.add(FormerConversation(id=from_id, conversation_id=into_id))
    session.flush()
    revisions.apply_all(session, into_id)


def _take_over(session: Session, into: Conversation, gone: Conversation) -> None:
    first = min(into, gone, key=lambda row: PRECEDENCE.index(row.owner))
    into.owner, into.assignee_id, into.reason, into.team = first.owner, first.assignee_id, first.reason, first.team
    into.taken_at, into.changed_at = first.taken_at, first.changed_at
    into.plan = into.think_at = None  # there is more to think of now
    owning.wake(into)
    into.priority = max(into.priority, gone.priority) if into.owner in {"agent", "waiting"} else 0
    for name, choose in (
        ("waiting_since", min),
        ("due_at", min),
        ("last_customer_at", max),
        ("last_message_at", max),
        *VISIT,
    ):
        known: list[datetime] = [value for row in (into, gone) if (value := getattr(row, name)) is not None]
        setattr(into, name, choose(known) if known else None)
    into.intent = into.intent or gone.intent
    into.read_to_id = max(filter(None, (into.read_to_id, gone.read_to_id)), default=None)
    into.read_told_id = max(filter(None, (into.read_told_id, gone.read_told_id)), default=None)
    into.claim = into.claimed_until = None
    into.attempts = 0
    if into.owner in {"agent", "waiting"}:
        queued.cancel(session, into)  # of the half that the bot still had


def _tell(session: Session, conversation: Conversation) -> None:
    """For who saw one of the two, somebody else has it now."""
    has_it = session.get(Person, conversation.assignee_id) if conversation.assignee_id else None
    by_phone = conversation.owner == "agent" and has_it is None
    name = naming.called(has_it.name, has_it.email) if has_it else None
    detail = {"owner": "phone" if by_phone else conversation.owner, "to": name}
    note(session, conversation, "merged", clock.now(session), "contacts_merged", detail=detail)
