"""What the contact's page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, true, union_all
from sqlalchemy.orm import Session

from app import current_intent, forgetting, teams
from app.dashboard import beside
from app.dashboard.beside import Alias
from app.tables import Contact, Conversation, Correction, Decision, Draft, Event, Inbox, Media, Message, Note, Person

OPTING = ("opted_out", "opted_in")


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation in short. `intent` is the last turn's."""

    id: int
    inbox: str
    owner: str
    last_message_at: datetime | None
    messages: int
    intent: str | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A line that somebody wrote about the contact."""

    at: datetime
    person: str
    text: str
    conversation_id: int


@dataclass(frozen=True, slots=True)
class Opted:
    """Who set or lifted the opt-out: without a person the contact themselves."""

    at: datetime
    kind: str
    person: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """`goes`: what erasing takes, by kind, with how many there are. `erased`: when and by whom, if it was done."""

    contact: Contact
    aliases: tuple[Alias, ...]
    talks: tuple[Talk, ...]
    notes: tuple[Noted, ...]
    opted: tuple[Opted, ...]
    goes: tuple[tuple[str, int], ...]
    erased: tuple[datetime, str | None] | None


def read(session: Session, contact_id: int, within: int | None = None) -> Page | None:
    """within: who sees only their teams' conversations, and the notes in those."""
    contact = session.get(Contact, contact_id)
    if contact is None:
        return None
    seen = teams.seen_by(within) if within is not None else true()
    ids = list(session.scalars(select(Conversation.id).where(Conversation.contact_id == contact_id, seen)))
    return Page(
        contact,
        beside.aliases(session, contact_id),
        _talks(session, ids),
        _notes(session, ids),
        _opted(session, ids),
        _goes(session, ids),
        _erased(session, ids),
    )


def _talks(session: Session, ids: Sequence[int]) -> tuple[Talk, ...]:
    number = select(func.count()).select_from(Message).where(Message.conversation_id == Conversation.id)
    intent = select(current_intent.intent_now()).where(Decision.conversation_id == Conversation.id)
    rows = (
        select(
            Conversation.id,
            func.coalesce(Inbox.name, Inbox.display_number, Inbox.phone_number_id),
            Conversation.owner,
            Conversation.last_message_at,
            number.scalar_subquery(),
            intent.order_by(Decision.id.desc()).limit(1).scalar_subquery(),
        )
        .join(Inbox, Inbox.id == Conversation.inbox_id)
        .where(Conversation.id.in_(ids))
        .order_by(Conversation.last_message_at.desc().nulls_last(), Conversation.id.desc())
    )
    return tuple(Talk(*row) for row in session.execute(rows))


def _notes(session: Session, ids: Sequence[int]) -> tuple[Noted, ...]:
    columns = (Note.written_at, Person.email, Note.text, Note.conversation_id)
    rows = select(*columns).join(Person, Person.id == Note.person_id).where(Note.conversation_id.in_(ids))
    return tuple(Noted(*row) for row in session.execute(rows.order_by(Note.id.desc())))


def _opted(session: Session, ids: Sequence[int]) -> tuple[Opted, ...]:
    """Each change once, though it stands in the timelines of all conversations."""
    rows = (
        select(Event.at, Event.kind, Person.email, Event.detail)
        .outerjoin(Person, Person.id == Event.person_id)
        .where(Event.conversation_id.in_(ids), Event.kind.in_(OPTING))
        .order_by(Event.at.desc(), Event.id)
    )
    found = (Opted(at, kind, who, (detail or {}).get("why")) for at, kind, who, detail in session.execute(rows))
    return tuple(dict.fromkeys(found))


def _goes(session: Session, ids: Sequence[int]) -> tuple[tuple[str, int], ...]:
    messages = select(Message.id).where(Message.conversation_id.in_(ids), Message.revoked_at.is_(None))
    files = [one.with_only_columns(Media.id, maintain_column_froms=True) for one in forgetting.files(ids)]
    counted = {
        "messages": select(func.count()).select_from(messages.subquery()),
        "media": select(func.count()).select_from(union_all(*files).subquery()),
        "notes": select(func.count()).select_from(Note).where(Note.conversation_id.in_(ids)),
        "drafts": select(func.count()).select_from(Draft).where(Draft.conversation_id.in_(ids)),
        "corrections": select(func.count())
        .select_from(Correction)
        .where(Correction.conversation_id.in_(ids), Correction.text.is_not(None)),
    }
    return tuple((name, session.scalars(number).one()) for name, number in counted.items())


def _erased(session: Session, ids: Sequence[int]) -> tuple[datetime, str | None] | None:
    rows = select(Event.at, Person.email).outerjoin(Person, Person.id == Event.person_id)
    done = rows.where(Event.conversation_id.in_(ids), Event.kind == "erased").order_by(Event.id.desc()).limit(1)
    found = session.execute(done).first()
    return found if found else None
