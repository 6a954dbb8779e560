"""What of some conversations is older than it may be kept goes; that messages came, when, how they ended and what they
cost stays, so that the ledger and the figures hold.

Conversations that are open are left alone. Nothing here says when it is done: app.retention does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, select, update
from sqlalchemy.orm import Session

from app import forgetting, sets, settings
from app.media import ageing as media
from app.tables import Contact, ContactAlias, Conversation, Correction, Draft, Event, Media, Message, Note, Viewer

MOST = 500  # messages and media of a batch of conversations
VIEWED = timedelta(days=1)  # who looked at a conversation is of use for seconds

Removed = dict[str, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """What is older than these goes."""

    messages: datetime
    media: datetime
    viewers: datetime


def limits(now: datetime) -> Limits:
    kept = settings.load()
    messages, media = (timedelta(days=days) for days in (kept.messages_kept_days, kept.media_kept_days))
    return Limits(now - messages, now - min(media, messages), now - VIEWED)


def closed() -> ColumnElement[bool]:
    """In a query of conversations: nobody waits, nobody works on it, and nothing is on its way."""
    here = Message.conversation_id == Conversation.id
    undecided = exists().where(here, Message.direction == "in", Message.outcome.is_(None))
    leaving = exists().where(here, Message.status.in_(("queued", "sending")))
    held = exists().where(here, Message.status == "held")
    idle = (Conversation.waiting_since, Conversation.due_at, Conversation.claimed_until, Conversation.snoozed_at)
    return and_(
        Conversation.owner.in_(("bot", "resolved")), *(column.is_(None) for column in idle), ~undecided, ~leaving, ~held
    )


def age(session: Session, ids: Sequence[int], now: datetime) -> tuple[Removed, bool]:
    """Take out of these closed conversations, whose rows are locked, what is too old.

    Returns how many of what kind, and whether that was all: a batch takes `MOST` messages at a time.
    """
    old = limits(now)
    removed = {
        "media": media.age(session, ids, old.media, MOST),
        "messages": _messages(session, ids, old.messages, now),
    }
    removed["notes"] = _delete(session, ids, Note, Note.written_at < old.messages)
    removed["drafts"] = _delete(session, ids, Draft, Draft.changed_at < old.messages)
    removed["corrections"] = _blank(session, ids, Correction, Correction.at < old.messages, "text")
    stale = update(Conversation).where(sets.among(Conversation.id, ids), Conversation.plan.is_not(None))
    session.execute(stale.values(plan=None).execution_options(synchronize_session=False))
    _blank(session, ids, Event, Event.at < old.messages, "detail")
    _delete(session, ids, Viewer, Viewer.seen_at < old.viewers)
    all_of_it = removed["messages"] < MOST and removed["media"] < MOST
    if all_of_it:
        removed["contacts"] = _contacts(session, ids, old.messages)
    return removed, all_of_it


def _messages(session: Session, ids: Sequence[int], before: datetime, now: datetime) -> int:
    here = (sets.among(Message.conversation_id, ids), Message.written_at < before, Message.stored_at < before)
    full = ~Message.content.has_key("removed")
    rows = select(Message).where(*here, full).order_by(Message.id).limit(MOST).with_for_update()
    found = session.scalars(rows).all()
    forgetting.empty(found, "age", now)
    session.flush()
    return len(found)


def former_ids(session: Session, now: datetime) -> int:
    """Numbers and names that a contact gave up so long ago; returns how many."""
    former = delete(ContactAlias).where(ContactAlias.until < limits(now).messages).returning(ContactAlias.id)
    return len(session.execute(former).all())


def _delete(session: Session, ids: Sequence[int], table: type[Any], old: ColumnElement[bool]) -> int:
    gone = delete(table).where(sets.among(table.conversation_id, ids), old).returning(table.conversation_id)
    return len(session.execute(gone).all())


def _blank(session: Session, ids: Sequence[int], table: type[Any], old: ColumnElement[bool], name: str) -> int:
    column = getattr(table, name)
    here = (sets.among(table.conversation_id, ids), old, column.is_not(None))
    changed = update(table).where(*here).values({name: None}).returning(table.id)
    return len(session.execute(changed.execution_options(synchronize_session=False)).all())


def _contacts(session: Session, ids: Sequence[int], before: datetime) -> int:
    """Whoever has not said or heard anything for so long is forgotten as a whole, if none of their conversations is
    open; who writes again is a new contact. Who opted out stays known by their ids: the wish has to hold."""
    theirs = select(Conversation.contact_id).where(sets.among(Conversation.id, ids))
    recent = func.coalesce(Conversation.last_message_at, Conversation.last_customer_at) >= before
    lively = exists().where(Conversation.contact_id == Contact.id, recent | ~closed())
    reachable = exists().where(ContactAlias.contact_id == Contact.id) & Contact.opted_out_at.is_(None)
    known = Contact.name.is_not(None) | reachable
    rows = select(Contact).where(Contact.id.in_(theirs), Contact.created_at < before, ~lively, known)
    found = session.scalars(rows.order_by(Contact.id).with_for_update(skip_locked=True)).all()
    return sum(_forget(session, contact) for contact in found)


def _forget(session: Session, contact: Contact) -> bool:
    """Not when somebody is at one of their conversations, or a file of theirs is still there: its store did not give
    it up, or it waits in a draft of late."""
    all_ids = list(session.scalars(select(Conversation.id).where(Conversation.contact_id == contact.id)))
    here = select(Conversation.id).where(sets.among(Conversation.id, all_ids))
    free = session.scalars(here.with_for_update(skip_locked=True)).all()
    kept = (files.where(Media.place.is_not(None)).limit(1) for files in forgetting.files(all_ids))
    if len(free) < len(all_ids) or any(session.scalars(one).first() for one in kept):
        return False
    names = forgetting.names_of(session, contact.id)
    forgetting.around(session, contact.id, all_ids, names, ())
    forgetting.named_so(session, contact.name, names)
    if contact.opted_out_at:
        contact.name = contact.language = None
    else:
        forgetting.who(session, contact)
    session.flush()
    return True
