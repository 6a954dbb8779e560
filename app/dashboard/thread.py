"""One conversation as it is shown: who it is with, what was said, what happened, and what triage made of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, exists, select
from sqlalchemy.orm import Session

from app import current_intent
from app.dashboard import beside, notes_read
from app.dashboard.beside import Beside
from app.dashboard.notes_read import Noted
from app.dashboard.pressing import found_angry
from app.dashboard.said import Said
from app.dashboard.said import read as read_said
from app.samples.mark import NUMBER
from app.tables import Contact, ContactAlias, Conversation, Decision, Event, Inbox, Person

SHOWN = 60  # messages; `older` shows as many again
MOST_OLDER = 50
MOST_EVENTS = 500


@dataclass(frozen=True, slots=True)
class Head:
    """The conversation itself, and who it is with."""

    id: int
    owner: str
    reason: str | None
    priority: int
    team: str | None
    waiting_since: datetime | None
    last_customer_at: datetime | None
    assignee_id: int | None
    assignee: str | None
    changed_at: datetime | None
    plan: dict[str, Any] | None
    due_at: datetime | None
    snoozed_at: datetime | None
    snoozed_until: datetime | None
    name: str | None
    language: str | None
    wants_offers: bool | None
    opted_out_at: datetime | None
    inbox_id: int
    inbox: str | None
    phone: str | None
    username: str | None
    group: bool
    angry: bool = False
    sample: bool = False
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the timeline that is no message."""

    id: int
    kind: str
    reason: str | None
    person: str | None
    at: datetime
    detail: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What triage made of the customer's last turn."""

    id: int
    kind: str
    reason: str | None
    detail: str | None
    intent: str | None
    confidence: float | None
    runner_up: str | None
    language: str | None
    model_version: str | None
    suggestion: str | None
    because: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Thread:
    head: Head
    said: tuple[Said, ...]
    happened: tuple[Happened, ...]
    judged: Judged | None
    older: int
    has_older: bool
    beside: Beside
    notes: tuple[Noted, ...] = ()

    @property
    def ends_here(self) -> bool:
        """There are older messages, and a page shows no more."""
        return self.has_older and self.older >= MOST_OLDER

    @property
    def intent(self) -> str | None:
        """What it is about by the newest word; None where nobody knows, or it is none of those that there are."""
        corrected = self.beside.corrected
        return corrected.intent if corrected else self.judged.intent if self.judged else None

    @property
    def suggestion(self) -> str | None:
        """Of the intent that it is about by the newest word."""
        corrected = self.beside.corrected
        if corrected and corrected.kind != "confirmed":
            return corrected.suggestion
        return self.judged.suggestion if self.judged else None


def read(
    session: Session, conversation_id: int, older: int = 0, language: str = "de", within: int | None = None
) -> Thread | None:
    """The conversation with its latest messages, `older` times as many more; None when there is none of that id.

    language: the reader's; within: see `visits.earlier`.
    """
    head = _head(session, conversation_id)
    if head is None:
        return None
    said = read_said(session, conversation_id, SHOWN * (older + 1) + 1)
    has_older = len(said) > SHOWN * (older + 1)
    said = said[1:] if has_older else said
    since = said[0].written_at if has_older else None
    judged = _judged(session, conversation_id)
    around = beside.read(session, conversation_id, judged.id if judged else None, language, within)
    notes = notes_read.read(session, conversation_id, since)
    return Thread(head, said, _happened(session, conversation_id, since), judged, older, has_older, around, notes)


def _head(session: Session, conversation_id: int) -> Head | None:
    found = session.execute(_headed(), {"conversation_id": conversation_id}).one_or_none()
    return Head(**found._mapping) if found else None


@lru_cache(maxsize=1)
def _headed() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Conversation.id,
            Conversation.owner,
            Conversation.reason,
            Conversation.priority,
            Conversation.team,
            Conversation.waiting_since,
            Conversation.last_customer_at,
            Conversation.assignee_id,
            Person.email.label("assignee"),
            Conversation.changed_at,
            Conversation.plan,
            Conversation.due_at,
            Conversation.snoozed_at,
            Conversation.snoozed_until,
            Contact.name,
            Contact.language,
            Contact.wants_offers,
            Contact.opted_out_at,
            Conversation.inbox_id,
            Inbox.display_number.label("inbox"),
            _alias("phone").label("phone"),
            _alias("username").label("username"),
            _has_alias(ContactAlias.kind == "group").label("group"),
            found_angry(Conversation.id, Conversation.priority).label("angry"),
            (Inbox.phone_number_id == NUMBER).label("sample"),
            (~_has_alias()).label("erased"),
        )
        .join(Contact, Contact.id == Conversation.contact_id)
        .join(Inbox, Inbox.id == Conversation.inbox_id)
        .outerjoin(Person, Person.id == Conversation.assignee_id)
        .where(Conversation.id == bindparam("conversation_id"))
    )


def _alias(kind: str) -> ScalarSelect[str]:
    """The contact's alias of that kind that WhatsApp used last."""
    values = select(ContactAlias.value).where(
        ContactAlias.contact_id == Conversation.contact_id, ContactAlias.kind == kind, ContactAlias.until.is_(None)
    )
    return values.order_by(ContactAlias.seen_at.desc(), ContactAlias.id.desc()).limit(1).scalar_subquery()


def _has_alias(*of_a_kind: ColumnElement[bool]) -> ColumnElement[bool]:
    """Only who was erased, by right or by age, has none."""
    return exists().where(ContactAlias.contact_id == Conversation.contact_id, *of_a_kind)


def _happened(session: Session, conversation_id: int, since: datetime | None) -> tuple[Happened, ...]:
    latest = (
        select(Event.id, Event.kind, Event.reason, Person.email.label("person"), Event.at, Event.detail)
        .outerjoin(Person, Person.id == Event.person_id)
        .where(Event.conversation_id == conversation_id, *([Event.at >= since] if since else []))
        .order_by(Event.id.desc())
        .limit(MOST_EVENTS)
    )
    return tuple(Happened(**row._mapping) for row in reversed(session.execute(latest).all()))


def _judged(session: Session, conversation_id: int) -> Judged | None:
    columns = [getattr(Decision, name) for name in Judged.__slots__]
    here = select(*columns).where(Decision.conversation_id == conversation_id)
    latest = here.order_by(*current_intent.why_first()).limit(1)
    found = session.execute(latest).one_or_none()
    return Judged(**found._mapping) if found else None
