"""What is known of contacts goes, for good: by right (app.erasing) or by age (app.ageing). Each runs in the caller's
transaction and expects the conversations locked."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from sqlalchemy import Select, Text, cast, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from app import mentions, named_after, sets
from app.media import store
from app.tables import (
    Check,
    Contact,
    ContactAlias,
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
    Read,
    SavedFilter,
    Viewer,
)
from app.whatsapp.forgotten import forgotten

REMOVED = ("age", "right")  # why a message is empty: in its content, under "removed"


def names_of(session: Session, contact_id: int) -> list[str]:
    """All spellings of the ids by which WhatsApp names the contact."""
    rows = select(ContactAlias.value, ContactAlias.key).where(ContactAlias.contact_id == contact_id)
    return sorted({name for row in session.execute(rows) for name in row})


def around(
    session: Session, contact_id: int, ids: Sequence[int], names: Sequence[str], wamids: Sequence[str]
) -> dict[str, int]:
    """All that is kept beside the messages."""
    media = [medium for some in files(ids) for medium in session.scalars(some)]
    for medium in media:
        store.forget(session, medium)
        session.delete(medium)
    session.flush()
    session.execute(delete(ParkedStatus).where(sets.among(ParkedStatus.wamid, wamids)))
    told = [func.strpos(cast(Notice.detail, Text), name) > 0 for name in names if len(name) >= mentions.SHORTEST]
    session.execute(delete(Notice).where(or_(Notice.contact_id == contact_id, *told)))
    gone = {
        table: _delete(session, table, ids)
        for table in (Note, Draft, Lookup, HookEvent, ConversationLabel, Read, Viewer)
    }
    grounds: dict[str, None] = dict.fromkeys(("suggestion", "because", "detail"))
    _blank(session, Decision, ids, **grounds)
    _blank(session, Event, ids, detail=None)
    corrections = _blank(session, Correction, ids, text=None)
    here = select(Message.id).where(sets.among(Message.conversation_id, ids))
    session.execute(delete(Check).where(Check.message_id.in_(here), Check.judged_at.is_(None)))
    return {"media": len(media), "notes": gone[Note], "drafts": gone[Draft], "corrections": corrections}


def files(ids: Sequence[int]) -> tuple[Select[Media], ...]:
    """Those of messages, and those that wait in drafts: asked for together, every file there is would be read."""
    drafted = select(Draft.media_id).where(sets.among(Draft.conversation_id, ids), Draft.media_id.is_not(None))
    sent = select(Media).join(Message).where(sets.among(Message.conversation_id, ids))
    return sent, select(Media).where(Media.message_id.is_(None), Media.id.in_(drafted))


def _delete(session: Session, table: type[Any], ids: Sequence[int]) -> int:
    gone = delete(table).where(sets.among(table.conversation_id, ids)).returning(table.conversation_id)
    return len(session.execute(gone).all())


def _blank(session: Session, table: type[Any], ids: Sequence[int], **values: Any) -> int:
    changed = update(table).where(sets.among(table.conversation_id, ids)).values(**values).returning(table.id)
    return len(session.execute(changed.execution_options(synchronize_session=False)).all())


def empty(messages: Sequence[Message], why: str, now: datetime) -> None:
    """What they said goes, and WhatsApp's id, which holds the number; that they came, when, how they ended and what
    they cost stays. They count as deleted by their writer, who may have done so before; `why` is in REMOVED."""
    nothing: dict[str, Any] = dict.fromkeys(("text", "payload", "versions", "quotes_wamid", "target_wamid", "error"))
    for message in messages:
        for name, value in nothing.items():
            setattr(message, name, value)
        message.content, message.revoked_at = {"removed": why}, message.revoked_at or now
        message.wamid = forgotten(message.wamid) if message.wamid else None


def named_so(session: Session, name: str | None, ids: Sequence[str]) -> None:
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


def words_of(session: Session, ids: Sequence[int]) -> set[str]:
    """What the customers of these conversations have written, and no longer write once it is gone."""
    theirs = select(Message.text, Message.versions).where(
        sets.among(Message.conversation_id, ids), Message.direction == "in"
    )
    return {word for row in session.execute(theirs) for part in row if part for word in named_after.words(str(part))}


def called_by(session: Session, said: Collection[str]) -> None:
    """Labels and saved filters of nothing but words that they wrote: a label that nobody has any more, and what is
    searched for and nobody else has written."""
    unused = select(Label.id, Label.name).where(~exists().where(ConversationLabel.label_id == Label.id))
    labels = [row.id for row in session.execute(unused) if named_after.is_made_of(row.name, said)]
    session.execute(delete(Label).where(sets.among(Label.id, labels)))
    for kept in session.scalars(select(SavedFilter)).all():
        texts = [kept.name, *parse_qs(kept.query).get("q", ()), *parse_qs(kept.query).get("label", ())]
        if any(named_after.is_made_of(text, said) and not _is_written(session, text) for text in texts):
            session.delete(kept)


def _is_written(session: Session, text: str) -> bool:
    """Whether somebody's message still holds all of these words."""
    holds = [func.strpos(func.lower(Message.text), word) > 0 for word in named_after.words(text)]
    return bool(session.scalar(select(exists().where(*holds))))


def who(session: Session, contact: Contact) -> None:
    """Who writes again from the same number is a new contact."""
    session.execute(delete(ContactAlias).where(ContactAlias.contact_id == contact.id))
    session.expire(contact, ["aliases"])
    contact.name = contact.language = contact.wants_offers = None
    contact.opted_out_at = contact.stop_confirmed_at = None
