"""What stands beside a conversation: who the contact is, earlier visits, and what people said that it is about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import corrections
from app.dashboard import intents, visits
from app.dashboard.said import Said
from app.dashboard.visits import Visit
from app.samples.mark import NUMBER
from app.tables import Contact, ContactAlias, Conversation, Decision, Person

NOT_SAID = frozenset({"failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Alias:
    """`until`: since when it is no longer this contact's."""

    kind: str
    value: str
    seen_at: datetime
    until: datetime | None

    @property
    def shown(self) -> str:
        """As people write it."""
        return {"phone": "+", "username": "@"}.get(self.kind, "") + self.value


@dataclass(frozen=True, slots=True)
class Corrected:
    """The newest word of a person on what the turn is about. `intent` is None for none of these; `counts`: it will be
    learnt from. `suggestion` is the answer of another intent than Lotse's."""

    kind: str
    intent: str | None
    also: tuple[str, ...]
    person: str
    at: datetime
    counts: bool
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Beside:
    contact_id: int
    first_seen_at: datetime
    visit_at: datetime | None
    aliases: tuple[Alias, ...]
    visits: tuple[Visit, ...]
    corrected: Corrected | None


def read(
    session: Session, conversation_id: int, decision_id: int | None, language: str, within: int | None = None
) -> Beside:
    """language: the reader's, for answers where the customer's is not known; within: see `visits.earlier`."""
    conversation = session.get_one(Conversation, conversation_id)
    contact = session.get_one(Contact, conversation.contact_id)
    return Beside(
        contact.id,
        contact.created_at,
        conversation.visit_at,
        aliases(session, contact.id),
        visits.earlier(session, contact.id, conversation_id, conversation.visit_at, within),
        _corrected(session, conversation, decision_id, language) if decision_id else None,
    )


def aliases(session: Session, contact_id: int) -> tuple[Alias, ...]:
    """Those that hold first, then the former ones, each the latest first."""
    columns = (ContactAlias.kind, ContactAlias.value, ContactAlias.seen_at, ContactAlias.until)
    order = (ContactAlias.until.desc().nulls_first(), ContactAlias.seen_at.desc(), ContactAlias.id.desc())
    rows = session.execute(select(*columns).where(ContactAlias.contact_id == contact_id).order_by(*order))
    return tuple(Alias(*row) for row in rows)


def said_by_lotse(said: tuple[Said, ...], visit_at: datetime | None) -> list[Said]:
    """What the customer has heard from Lotse in this visit, oldest first."""
    theirs = [item for item in said if item.author == "bot" and item.text and item.status not in NOT_SAID]
    return [item for item in theirs if visit_at is None or item.stored_at >= visit_at]


def _corrected(session: Session, conversation: Conversation, decision_id: int, language: str) -> Corrected | None:
    found = corrections.newest(session, decision_id)
    if found is None:
        return None
    decision = session.get(Decision, decision_id)
    suggestion = None
    if decision and found.kind == "corrected" and found.intent:
        wanted, text = [found.intent, *found.also], corrections.turn(session, decision_id)
        suggestion = intents.suggestion(wanted, text or "", conversation.contact.name, decision.language or language)
    person = session.get_one(Person, found.person_id).email
    counts = bool(found.text) and not found.also and conversation.inbox.phone_number_id != NUMBER
    return Corrected(found.kind, found.intent, tuple(found.also), person, found.at, counts, suggestion)
