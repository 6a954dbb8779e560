"""Links with which somebody chooses a password: invitations, and for who has forgotten theirs.

Lotse sends no mail, so the link is handed over by whoever made it. It works once and for three days; nobody but its
holder ever knows the password.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import accounts, derived, sign_ins
from app.tables import Link, Person

HOLDS = timedelta(hours=72)


def form_key(person: Person) -> UUID:
    """With which a form makes a link, shown to who may make one: another one as soon as a link was made, used or
    withdrawn, or the access ended. So a form that is sent again by loading its page anew does nothing any more."""
    return UUID(bytes=derived.digest(f"link form {person.id} {person.session_key}")[:16])


def make(session: Session, person: Person, key: UUID, is_invitation: bool, now: datetime) -> str:
    """The token of a new link; the one before ends. The same form (`key`) twice makes one."""
    token = _token(person, key)
    row = {"token_hash": sign_ins.hashed(token), "is_invitation": is_invitation, "ends_at": now + HOLDS}
    session.merge(Link(person_id=person.id, **row))
    return token


def made_before(session: Session, person: Person, key: UUID) -> str | None:
    """The token of the link that this form made already, while nobody has used it."""
    token, link = _token(person, key), of(session, person)
    return token if link and link.token_hash == sign_ins.hashed(token) else None


def of(session: Session, person: Person) -> Link | None:
    return session.get(Link, person.id)


def find(session: Session, token: str, now: datetime) -> Person | None:
    """Whose link this is, while it holds; the person is locked, so that it works once."""
    theirs = select(Person).join(Link, Link.person_id == Person.id)
    held = theirs.where(Link.token_hash == sign_ins.hashed(token), Link.ends_at > now)
    return session.scalars(held.with_for_update()).one_or_none()


def use(session: Session, person: Person, password: str) -> None:
    """The person has access from now on, with this password. Raises PasswordError."""
    accounts.give_password(session, person, password)
    person.left_at = None


def _token(person: Person, key: UUID) -> str:
    """Another one once it was used, which changes the person's key: a form that is sent again, as when its page is
    loaded anew, must not bring a used link back to life."""
    return derived.token(key, f"link {person.email} {person.session_key}")


def drop(session: Session, person: Person) -> None:
    session.execute(delete(Link).where(Link.person_id == person.id))
