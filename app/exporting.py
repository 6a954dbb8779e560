"""All that is kept about a contact, as plain data: for the person themselves, who has a right to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from app import forgetting, mentions, naming, sets
from app.tables import (
    Base,
    Check,
    Contact,
    ContactAlias,
    Conversation,
    ConversationLabel,
    Correction,
    Decision,
    Delivery,
    Draft,
    Event,
    Inbox,
    Label,
    Lookup,
    Media,
    Message,
    Note,
    Notice,
    Person,
)

Plain = dict[str, Any]

# What is told of each kind of row; ids of our own work, claims and attempts say nothing of the person.
CONTACT = ("id", "name", "language", "created_at", "wants_offers", "opted_out_at", "stop_confirmed_at")
ALIAS = ("kind", "value", "seen_at", "until")
CONVERSATION = ("id", "owner", "intent", "reason", "team", "last_customer_at", "last_message_at", "plan")
MESSAGE = (
    *("id", "direction", "author", "kind", "text", "content", "versions", "written_at", "edited_at", "revoked_at"),
    *("outcome", "outcome_reason", "status", "sent_at", "delivered_at", "read_at", "error", "payload"),
)
MEDIUM = ("id", "kind", "filename", "mime_type", "size", "state", "meta_id")
DECISION = (
    *("created_at", "kind", "reason", "detail", "intent", "confidence", "runner_up", "language"),
    *("suggestion", "because"),
)
OF_A_CONVERSATION: tuple[tuple[str, type[Base], tuple[str, ...]], ...] = (
    ("decisions", Decision, DECISION),
    ("events", Event, ("at", "kind", "reason", "detail", "person_id")),
    ("notes", Note, ("written_at", "edited_at", "text", "person_id")),
    ("drafts", Draft, ("changed_at", "text", "note", "quotes_id", "media_id", "person_id")),
    ("corrections", Correction, ("at", "kind", "guessed", "intent", "also", "text", "person_id")),
    ("lookups", Lookup, ("created_at", "intent", "url", "state", "result", "why")),
)
NOTICE = ("field", "event", "happened_at", "detail")
CHECK = ("drawn_at", "intent", "judged_at", "was_right", "right_intent", "person_id")


def gather(session: Session, contact_id: int) -> Plain | None:
    """Contact, conversations with all that belongs to them, and notices; None when there is no such contact."""
    contact = session.get(Contact, contact_id)
    if contact is None:
        return None
    people = {person.id: naming.called(person.name, person.email) for person in session.scalars(select(Person))}
    theirs = select(Conversation).where(Conversation.contact_id == contact_id).order_by(Conversation.id)
    return {
        "contact": _plain(contact, CONTACT, people),
        "aliases": _rows(session, ContactAlias, ContactAlias.contact_id == contact_id, ALIAS, people),
        "conversations": [_conversation(session, one, people) for one in session.scalars(theirs)],
        "notices": _rows(session, Notice, Notice.contact_id == contact_id, NOTICE, people),
        "deliveries": _deliveries(session, contact_id),
    }


def _deliveries(session: Session, contact_id: int) -> list[Plain]:
    """The raw deliveries that name them. Their bytes say what the messages say, and what concerns others."""
    names = forgetting.names_of(session, contact_id)
    found = sets.among(Delivery.id, mentions.find(session, names, ()))
    rows = session.execute(select(Delivery.received_at, func.length(Delivery.body)).where(found).order_by(Delivery.id))
    return [{"received_at": _value(at), "size": size} for at, size in rows]


def _conversation(session: Session, conversation: Conversation, people: dict[int, str]) -> Plain:
    inbox = session.get_one(Inbox, conversation.inbox_id)
    names = select(Label.name).join(ConversationLabel).where(ConversationLabel.conversation_id == conversation.id)
    told = {
        name: _rows(session, table, table.conversation_id == conversation.id, columns, people)  # type: ignore[attr-defined]
        for name, table, columns in OF_A_CONVERSATION
    }
    return {
        **_plain(conversation, CONVERSATION, people),
        "inbox": inbox.display_number or inbox.phone_number_id,
        "labels": sorted(session.scalars(names)),
        "messages": _messages(session, conversation.id, people),
        "checks": _rows(session, Check, Check.message_id.in_(_in(conversation)), CHECK, people),
        "unsent_files": _rows(session, Media, _unsent(conversation), MEDIUM, people),
        **told,
    }


def _unsent(conversation: Conversation) -> ColumnElement[bool]:
    drafted = select(Draft.media_id).where(Draft.conversation_id == conversation.id, Draft.media_id.is_not(None))
    return and_(Media.message_id.is_(None), Media.id.in_(drafted))


def _in(conversation: Conversation) -> Select[int]:
    return select(Message.id).where(Message.conversation_id == conversation.id)


def _messages(session: Session, conversation_id: int, people: dict[int, str]) -> list[Plain]:
    here = select(Message).where(Message.conversation_id == conversation_id)
    messages = session.scalars(here.order_by(Message.written_at, Message.id)).all()
    media: dict[int, list[Plain]] = {}
    for medium in session.scalars(select(Media).where(sets.among(Media.message_id, [one.id for one in messages]))):
        media.setdefault(medium.message_id or 0, []).append(_plain(medium, MEDIUM, people))
    return [
        {**_plain(one, (*MESSAGE, "person_id"), people), **({"media": media[one.id]} if one.id in media else {})}
        for one in messages
    ]


def _rows(session: Session, table: Any, which: Any, columns: Sequence[str], people: dict[int, str]) -> list[Plain]:
    rows = select(table).where(which).order_by(*table.__table__.primary_key)
    return [_plain(row, columns, people) for row in session.scalars(rows)]


def _plain(row: object, columns: Sequence[str], people: dict[int, str]) -> Plain:
    """What is empty is left out, and people are named."""
    told = {name: getattr(row, name) for name in columns}
    if (person_id := told.pop("person_id", None)) is not None:
        told["person"] = people.get(person_id)
    return {name: _value(value) for name, value in told.items() if value not in (None, [], {})}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
