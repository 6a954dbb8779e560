"""What the menu of a conversation offers: to whom it can be given, and which labels there are."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import assigning, labels, playbook, presence, snoozing
from app.dashboard import intents
from app.dashboard.lately import Lately
from app.dashboard.thread import Head
from app.owners import WITH_PEOPLE
from app.tables import Person


@dataclass(frozen=True, slots=True)
class Colleague:
    id: int
    email: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    name: str
    on: bool


class Everywhere(NamedTuple):
    """What is the same for all conversations."""

    people: tuple[Colleague, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    people: tuple[Colleague, ...]
    labels: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class May:
    """What a person may do with it; `any` is false where they have to take it over first."""

    any: bool
    snooze: bool
    wake: bool


def everywhere(session: Session, now: datetime, lately: Lately) -> Everywhere:
    return lately.read("choices", lambda: Everywhere(_colleagues(session, now), tuple(labels.named(session))))


def read(session: Session, conversation_id: int, offered: Everywhere) -> Choices:
    on = labels.of(session, [conversation_id]).get(conversation_id, ())
    return Choices(offered.people, tuple(Labelled(name, name in on) for name in offered.labels))


def _colleagues(session: Session, now: datetime) -> tuple[Colleague, ...]:
    rules = playbook.rules()
    here = select(Person.id, Person.email, Person.seen_at).where(Person.left_at.is_(None))
    people = session.execute(here.order_by(Person.email))
    return tuple(Colleague(row.id, row.email, presence.is_online(row.seen_at, now, rules)) for row in people)


def may(head: Head, person: Person, now: datetime) -> May:
    """Pure: by who has it, and whether it is laid aside."""
    theirs = head.assignee_id not in {None, person.id}
    snoozed = asleep(head, now)
    return May(
        any=not theirs or person.role in assigning.SUPERVISORS,
        snooze=not theirs and head.owner in WITH_PEOPLE,
        wake=not theirs and snoozed,
    )


def asleep(head: Head, now: datetime) -> bool:
    """As snoozing.asleep has it for the lists."""
    return head.snoozed_at is not None and (head.snoozed_until is None or head.snoozed_until > now)


def morning(now: datetime) -> str:
    """Tomorrow morning, as a field for date and time takes it."""
    zone = intents.zone()
    return (snoozing.until("tomorrow", "", now, zone) or now).astimezone(zone).strftime("%Y-%m-%dT%H:%M")
