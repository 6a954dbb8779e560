"""Erasing a contact by right: names, ids and all content go, for good. That messages came, when, and how each ended
stays, so that the ledger's counts hold.

Who writes again from the same number is a new contact.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from sqlalchemy import Text, cast, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from app import conversations, mentions, named_after, queued, sets
from app.media import store
from app.refusals import RefusedError
from app.tables import (
    Check,
    Contact,
    ContactAlias,
    Conversation,
    ConversationLabel,
    Correction,
    Decision,
    Draft,
    Event,
    HookEvent,
    Label,
    Lookup,
    Media,
    Message,
    Note,
    Notice,
    ParkedStatus,
    Person,
    SavedFilter,
)
from app.timeline import note
from app.whatsapp.forgotten import PREFIX, forgotten

UNSENT = ("queued", "held")


def erase(session: Session, contact_id: int, person: Person, now: datetime) -> dict[str, int] | None:
    """Returns how many rows of what kind were erased; None when there is no such contact.

    Raises RefusedError with `being_sent` while a message to them is on its way: then nothing was erased.
    """
    names = names_of(session, contact_id)
    theirs = select(Conversation.id).where(Conversation.contact_id == contact_id)
    in_them = Message.conversation_id.in_(theirs)
    came_in = session.scalars(select(Message.delivery_id).where(in_them, Message.delivery_id.is_not(None)).distinct())
    named = mentions.find(session, names, [number for number in came_in if number])
    locked = list(conversations.lock_all(session, session.scalars(theirs).all()).values())
    contact = session.get(Contact, contact_id, with_for_update=True, populate_existing=True)
    if contact is None:
        return None
    ids = [conversation.id for conversation in locked]
    for conversation in locked:
        _stop(session, conversation, person, now)
    wamids = list(session.scalars(select(Message.wamid).where(sets.among(Message.conversation_id, ids))))
    known = [wamid for wamid in wamids if wamid and not wamid.startswith(PREFIX)]
    erased = _around(session, contact_id, ids, names, known)
    erased["deliveries"] = mentions.clear(session, named, names, known)
    erased["messages"] = _messages(session, ids, now)
    _named_after(session, contact.name, names)
    _who(session, contact)
    for conversation in locked:
        note(session, conversation, "erased", now, person=person)
    session.flush()
    return erased


def names_of(session: Session, contact_id: int) -> list[str]:
    """All spellings of the ids by which WhatsApp names the contact."""
    rows = select(ContactAlias.value, ContactAlias.key).where(ContactAlias.contact_id == contact_id)
    return sorted({name for row in session.execute(rows) for name in row})


def _stop(session: Session, conversation: Conversation, person: Person, now: datetime) -> None:
    """Nothing goes out any more, nobody waits, and Lotse has nothing left to do here."""
    conversations.resolve(session, conversation, person, now)
    here = Message.conversation_id == conversation.id
    unsent = update(Message).where(here, Message.status.in_(UNSENT))
    session.execute(unsent.values(status="cancelled", ended_at=now))
    if session.scalars(select(Message.id).where(here, Message.status == "sending").limit(1)).first():
        raise RefusedError("being_sent")
    in_doubt = (here, Message.status.in_(("failed", "unknown")), Message.told_at.is_(None))
    untold = update(Message).where(*in_doubt).values(told_at=now).returning(Message.id, Message.author)
    for row in session.execute(untold).all():
        if row.author == "bot":
            queued.give_question_to_people(session, row.id, "erased")
    open_ones = update(Message).where(here, Message.direction == "in", Message.outcome.is_(None))
    session.execute(open_ones.values(outcome="noted", outcome_reason="erased"))
    conversation.due_at = conversation.think_at = conversation.plan = conversation.error = None
    conversation.claim = conversation.claimed_until = conversation.waiting_since = None
    conversation.snoozed_at = conversation.snoozed_until = None
    conversation.read_told_id, conversation.typing_due = conversation.read_to_id, False


def _around(
    session: Session, contact_id: int, ids: Sequence[int], names: Sequence[str], wamids: Sequence[str]
) -> dict[str, int]:
    """All that is kept beside the messages."""
    media = session.scalars(select(Media).join(Message).where(sets.among(Message.conversation_id, ids))).all()
    for medium in media:
        store.forget(session, medium)
        session.delete(medium)
    session.flush()
    session.execute(delete(ParkedStatus).where(sets.among(ParkedStatus.wamid, wamids)))
    told = [func.strpos(cast(Notice.detail, Text), name) > 0 for name in names if len(name) >= mentions.SHORTEST]
    session.execute(delete(Notice).where(or_(Notice.contact_id == contact_id, *told)))
    gone = {table: _delete(session, table, ids) for table in (Note, Draft, Lookup, HookEvent, ConversationLabel)}
    grounds: dict[str, None] = dict.fromkeys(("suggestion", "because", "detail"))
    _blank(session, Decision, ids, **grounds)
    _blank(session, Event, ids, detail=None)
    corrections = _blank(session, Correction, ids, text=None)
    here = select(Message.id).where(sets.among(Message.conversation_id, ids))
    session.execute(delete(Check).where(Check.message_id.in_(here), Check.judged_at.is_(None)))
    return {"media": len(media), "notes": gone[Note], "drafts": gone[Draft], "corrections": corrections}


def _delete(session: Session, table: type[Any], ids: Sequence[int]) -> int:
    gone = delete(table).where(sets.among(table.conversation_id, ids)).returning(table.conversation_id)
    return len(session.execute(gone).all())


def _blank(session: Session, table: type[Any], ids: Sequence[int], **values: Any) -> int:
    changed = update(table).where(sets.among(table.conversation_id, ids)).values(**values).returning(table.id)
    return len(session.execute(changed.execution_options(synchronize_session=False)).all())


def _messages(session: Session, ids: Sequence[int], now: datetime) -> int:
    """They count as deleted by their writer, who may have done so before."""
    empty: dict[str, Any] = dict.fromkeys(("text", "payload", "versions", "quotes_wamid", "target_wamid", "error"))
    rows = session.scalars(select(Message).where(sets.among(Message.conversation_id, ids)).with_for_update()).all()
    for message in rows:
        for name, value in empty.items():
            setattr(message, name, value)
        message.content, message.revoked_at = {}, message.revoked_at or now
        message.wamid = forgotten(message.wamid) if message.wamid else None
    session.flush()
    return len(rows)


def _named_after(session: Session, name: str | None, ids: Sequence[str]) -> None:
    """Labels and saved filters by which people found this very contact. A label that others have as well says something
    else: customers choose their names themselves, and "VIP" may be one."""
    long = [one for one in ids if len(one) >= mentions.SHORTEST]
    unused = select(Label.id, Label.name).where(~exists().where(ConversationLabel.label_id == Label.id))
    called = {row.id: row.name for row in session.execute(unused)}
    labels = [key for key, text in called.items() if named_after.names(text, name, long)]
    session.execute(delete(Label).where(sets.among(Label.id, labels)))
    kept = session.execute(select(SavedFilter.id, SavedFilter.name, SavedFilter.query)).all()
    saved = {
        row.id: [row.name, *parse_qs(row.query).get("q", ()), *parse_qs(row.query).get("label", ())] for row in kept
    }
    filters = [key for key, texts in saved.items() if any(named_after.names(text, name, long) for text in texts)]
    session.execute(delete(SavedFilter).where(sets.among(SavedFilter.id, filters)))


def _who(session: Session, contact: Contact) -> None:
    session.execute(delete(ContactAlias).where(ContactAlias.contact_id == contact.id))
    session.expire(contact, ["aliases"])
    contact.name = contact.language = contact.wants_offers = None
    contact.opted_out_at = contact.stop_confirmed_at = None
