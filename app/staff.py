"""Who works here: inviting people, changing what is kept of them, ending their access and giving it again.

Each verb runs in the caller's transaction and writes what was done to the audit log. A person who was here is never
deleted: the history keeps their name.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import accounts, assigning, audit, links, passwords, sign_ins, teams
from app.refusals import RefusedError
from app.samples.mark import is_real
from app.tables import Conversation, Link, Person, SignIn

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Member:
    """A person, their teams, how many conversations they have, their link and their open sign-ins."""

    person: Person
    teams: tuple[str, ...]
    load: int
    link: Link | None
    sign_ins: list[SignIn]

    @property
    def is_invited(self) -> bool:
        return self.link is not None and self.link.is_invitation


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be kept of a person; `language` None: the browser's."""

    name: str | None
    role: str
    language: str | None
    teams: Collection[str]


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, with which of their sign-ins, and when."""

    person: Person
    sign_in_id: int | None
    now: datetime


def everybody(session: Session, now: datetime) -> list[Member]:
    """Those who may sign in first, then the invited, each in the order of what they are called."""
    theirs = (Conversation.owner == "agent", is_real(Conversation.inbox_id))
    counted = select(Conversation.assignee_id, func.count()).where(*theirs)
    loads = {row[0]: row[1] for row in session.execute(counted.group_by(Conversation.assignee_id))}
    of, made = teams.by_person(session), {link.person_id: link for link in session.scalars(select(Link))}
    order = (func.lower(func.coalesce(Person.name, Person.email)), Person.id)
    people = session.scalars(select(Person).where(Person.is_machine.is_(False)).order_by(*order)).all()
    here = sign_ins.of(session, [person.id for person in people], now)
    found = [Member(one, of.get(one.id, ()), loads.get(one.id, 0), made.get(one.id), here[one.id]) for one in people]
    return sorted(found, key=lambda member: (member.person.left_at is not None, not member.is_invited))


def names(session: Session) -> dict[str, str]:
    """What people are called who have a name, by their addresses."""
    rows = session.execute(select(Person.email, Person.name).where(Person.name.is_not(None)))
    return {row.email: row.name or "" for row in rows}


def name_of(given: str) -> str | None:
    """A name as it is kept: one line without what cannot be seen; None for an empty one."""
    seen = re.sub(r"\s+", " ", "".join(letter for letter in given if letter.isprintable() or letter.isspace()))
    return seen.strip()[:LONGEST_NAME].strip() or None


def invite(session: Session, email: str, wish: Wish, key: UUID, by: By) -> tuple[Person, str]:
    """The new person, who has no access before they use the link, and the link's token; the same form (`key`) twice
    invites once. Raises RefusedError with `email_wrong` or `email_known`.
    """
    try:
        email = accounts.address(email)
    except ValueError:
        raise RefusedError("email_wrong") from None
    try:
        person = accounts.add(session, email, wish.role)
    except ValueError:
        return _invited_before(session, email, key)
    person.left_at = by.now
    person.name, person.language = wish.name, wish.language
    teams.put(session, person.id, wish.teams)
    token = links.make(session, person, key, True, by.now)
    _tell(session, "person_invited", person, by, email=email, role=wish.role)
    return person, token


def _invited_before(session: Session, email: str, key: UUID) -> tuple[Person, str]:
    """By the other half of a double click. Raises RefusedError with `email_known` where that was not it."""
    person = accounts.find(session, email)
    token = links.made_before(session, person, key) if person else None
    if person is None or token is None:
        raise RefusedError("email_known")
    return person, token


def change(session: Session, person: Person, wish: Wish, by: By) -> None:
    """A new role ends the person's other sign-ins. Raises RefusedError with `last_admin`."""
    if wish.role != "admin":
        _keep_an_admin(session, person)
    before = person.role
    person.name, person.role, person.language = wish.name, wish.role, wish.language
    teams.put(session, person.id, wish.teams)
    if before == wish.role:
        return _tell(session, "person_changed", person, by)
    sign_ins.end_all(session, person, by.sign_in_id)
    return _tell(session, "role_changed", person, by, **{"from": before, "into": wish.role})


def new_link(session: Session, person: Person, key: UUID, by: By) -> str:
    """The token of a link with which they choose a password; the old one and all sign-ins are over. The same form
    (`key`) twice makes one, while nobody has used it. Raises RefusedError with `own_account`, or `link_form_old` where
    the form was shown before something else became of their access.
    """
    if person.id == by.person.id:
        raise RefusedError("own_account")
    known, link = links.made_before(session, person, key), links.of(session, person)
    if known:
        return known
    if key != links.form_key(person):
        raise RefusedError("link_form_old")
    person.password_hash = passwords.NONE
    sign_ins.end_all(session, person)
    _tell(session, "link_made", person, by)
    return links.make(session, person, key, bool(link and link.is_invitation), by.now)


def withdraw(session: Session, person: Person, by: By) -> None:
    """The link ends, and with an invitation all that was kept of them, who was never here."""
    link = links.of(session, person)
    if link is None:
        return
    _tell(session, "link_withdrawn", person, by, email=person.email)
    if link.is_invitation:
        teams.put(session, person.id, ())
        session.flush()
        session.delete(person)
    else:
        links.drop(session, person)
        sign_ins.end_all(session, person)  # there are none; but the form that made the link is an old one now


def end_access(session: Session, person: Person, by: By) -> int:
    """From this moment they cannot sign in, and are signed out everywhere; what they had waits for others.

    Returns how many conversations that are. Raises RefusedError with `own_access` or `last_admin`.
    """
    if person.id == by.person.id:
        raise RefusedError("own_access")
    _keep_an_admin(session, person)
    person.left_at = by.now
    links.drop(session, person)
    sign_ins.end_all(session, person)
    had = assigning.free_all(session, person, by.now)
    _tell(session, "access_ended", person, by, conversations=had)
    return had


def _tell(session: Session, action: str, person: Person, by: By, **detail: Any) -> None:
    audit.write(session, action, by.person, by.now, ("person", person.id), detail)


def _keep_an_admin(session: Session, person: Person) -> None:
    """The admins are locked, so that two of them cannot end each other's rights in the same moment."""
    admins = select(Person.id).where(Person.role == "admin", Person.left_at.is_(None)).order_by(Person.id)
    if set(session.scalars(admins.with_for_update())) == {person.id}:
        raise RefusedError("last_admin")
