"""Who works here: adding people, changing what is kept of them, ending their access and giving it again.

Each verb runs in the caller's transaction. A person is never deleted: the history keeps their name.
"""

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import accounts, conversations, settings, teams
from app.refusals import RefusedError
from app.samples.mark import is_real
from app.tables import Conversation, Person

LONGEST_NAME = 80
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another one when it is read out
GROUPS, LENGTH = 4, 5


@dataclass(frozen=True, slots=True)
class Member:
    """A person, their teams, and how many conversations they have."""

    person: Person
    teams: tuple[str, ...]
    load: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be kept of a person; `language` None: the browser's."""

    name: str | None
    role: str
    language: str | None
    teams: Collection[str]


def everybody(session: Session) -> list[Member]:
    """Those who may sign in first, in the order of what they are called."""
    theirs = (Conversation.owner == "agent", is_real(Conversation.inbox_id))
    counted = select(Conversation.assignee_id, func.count()).where(*theirs)
    loads = {row[0]: row[1] for row in session.execute(counted.group_by(Conversation.assignee_id))}
    of = teams.by_person(session)
    order = (Person.left_at.is_not(None), func.lower(func.coalesce(Person.name, Person.email)), Person.id)
    people = session.scalars(select(Person).where(Person.is_machine.is_(False)).order_by(*order))
    return [Member(person, of.get(person.id, ()), loads.get(person.id, 0)) for person in people]


def names(session: Session) -> dict[str, str]:
    """What people are called who have a name, by their addresses."""
    rows = session.execute(select(Person.email, Person.name).where(Person.name.is_not(None)))
    return {row.email: row.name or "" for row in rows}


def start_password(key: UUID, email: str) -> str:
    """One that can be read out over the phone, with 99 bits of chance. The same form (`key`) has the same password: of
    a double click only the second answer is seen, and it has to show the one that counts."""
    secret = settings.load().secret_key.get_secret_value().encode()
    chance = int.from_bytes(hmac.new(secret, f"start password {key} {email}".encode(), hashlib.sha256).digest())
    letters = [LETTERS[chance // len(LETTERS) ** at % len(LETTERS)] for at in range(GROUPS * LENGTH)]
    return "-".join("".join(letters[at : at + LENGTH]) for at in range(0, len(letters), LENGTH))


def add(session: Session, email: str, wish: Wish, key: UUID) -> tuple[Person, str]:
    """The new person and the password for their first sign-in, which is kept nowhere; the same form (`key`) twice adds
    one. Raises RefusedError with `email_wrong` or `email_known`.
    """
    try:
        email = accounts.address(email)
    except ValueError:
        raise RefusedError("email_wrong") from None
    password = start_password(key, email)
    try:
        person = accounts.add_person(session, email, wish.role, password)
    except ValueError:
        return _added_before(session, email, wish, password), password
    change(session, person, wish)
    return person, password


def _added_before(session: Session, email: str, wish: Wish, password: str) -> Person:
    """By the other half of a double click. Raises RefusedError with `email_known` where that was not it."""
    known = accounts.check(session, email, password)
    if known is None or not _is_as_wished(known, teams.by_person(session).get(known.id, ()), wish):
        raise RefusedError("email_known")
    return known


def _is_as_wished(person: Person, in_teams: Collection[str], wish: Wish) -> bool:
    same = (person.name, person.role, person.language) == (wish.name, wish.role, wish.language)
    return same and set(in_teams) == set(wish.teams)


def change(session: Session, person: Person, wish: Wish) -> None:
    """Raises RefusedError with `last_admin`."""
    if wish.role != "admin":
        _keep_an_admin(session, person)
    person.name, person.role, person.language = wish.name, wish.role, wish.language
    teams.put(session, person.id, wish.teams)


def new_password(session: Session, person: Person, key: UUID) -> str:
    """The person's new password, kept nowhere; all their sessions end. The same form (`key`) twice makes one."""
    password = start_password(key, person.email)
    if accounts.check(session, person.email, password) is None:
        accounts.set_password(session, person.email, password)
    return password


def end_access(session: Session, person: Person, by: Person, now: datetime) -> int:
    """From this moment they cannot sign in, and are signed out everywhere; what they had waits for others.

    Returns how many conversations that are. Raises RefusedError with `own_access` or `last_admin`.
    """
    if person.id == by.id:
        raise RefusedError("own_access")
    _keep_an_admin(session, person)
    person.left_at, person.seen_at, person.session_key = now, None, uuid4()
    session.flush()
    theirs = select(Conversation.id).where(Conversation.owner == "agent", Conversation.assignee_id == person.id)
    locked = conversations.lock_all(session, session.scalars(theirs).all())
    for conversation in locked.values():
        conversations.agent_left(session, conversation, now)
    return len(locked)


def give_access(session: Session, person: Person, key: UUID) -> str:
    """They may sign in again, with this new password."""
    person.left_at = None
    return new_password(session, person, key)


def _keep_an_admin(session: Session, person: Person) -> None:
    """The admins are locked, so that two of them cannot end each other's rights in the same moment."""
    admins = select(Person.id).where(Person.role == "admin", Person.left_at.is_(None)).order_by(Person.id)
    if set(session.scalars(admins.with_for_update())) == {person.id}:
        raise RefusedError("last_admin")
