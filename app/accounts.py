"""People: who may sign in with what, and who sent this request."""

from urllib.parse import urlsplit
from uuid import uuid4

from flask import g, session
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import database, passwords, sign_ins
from app.sign_ins import Found
from app.tables import ROLES, Link, Person

LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3


def add_person(db: Session, email: str, role: str, password: str) -> Person:
    """Add somebody who may sign in. Raises ValueError, in words for whoever typed it, when that cannot be."""
    email = address(email)
    passwords.judge(password, _about(email, None))
    return add(db, email, role, passwords.hashed(password))


def add(db: Session, email: str, role: str, password_hash: str = passwords.NONE) -> Person:
    """The same for who has not chosen a password yet; `email` as `address` returns it."""
    if role not in ROLES:
        raise ValueError(f"{role} is not a role; the roles are {', '.join(ROLES)}.")
    values = {"email": email, "role": role, "password_hash": password_hash, "session_key": uuid4()}
    added = insert(Person).values(values).on_conflict_do_nothing(index_elements=["email"]).returning(Person)
    person = db.scalars(added).one_or_none()
    if person is None:
        raise ValueError(f"{email} is known here already.")
    return person


def set_password(db: Session, email: str, password: str) -> Person:
    """Set a new password and end all of the person's sign-ins. Raises ValueError, in words, when that cannot be."""
    person = find(db, email)
    if person is None or person.is_machine:
        raise ValueError(f"Nobody signs in as {address(email)}.")
    if person.left_at:
        raise ValueError(f"{person.email} has no access. Administrators give it with a link, on the page Team.")
    give_password(db, person, password)
    return person


def give_password(db: Session, person: Person, password: str, but: int | None = None) -> None:
    """`but`: the id of the one sign-in that goes on. Raises PasswordError."""
    passwords.judge(password, _about(person.email, person.name))
    person.password_hash = passwords.hashed(password)
    db.execute(delete(Link).where(Link.person_id == person.id))
    sign_ins.end_all(db, person, but)


def check(db: Session, email: str, password: str) -> Person | None:
    """The person whose e-mail and password these are, while they may sign in; locked, for what comes of it.

    Takes as long for an unknown person, and for one without a password, as for a wrong password.
    """
    person = find(db, email)
    if not passwords.fits(person.password_hash if person else None, password) or person is None:
        return None
    key = person.session_key
    db.refresh(person, with_for_update=True)  # hashing takes time, in which the password may have been replaced
    if person.left_at or person.session_key != key:
        return None
    if passwords.is_old(person.password_hash):
        person.password_hash = passwords.hashed(password[: passwords.LONGEST])
    return person


def signed_in() -> Person | None:
    """Who sent this request, asked once a request; None after the sign-in was ended."""
    if "person" not in g:
        found = _of_session() if "session" in session else None
        g.person, g.sign_in_id = (found.person, found.sign_in.id) if found else (None, None)
    person: Person | None = g.person
    return person


def sign_in_id() -> int | None:
    """The id of the sign-in that this request came with."""
    signed_in()
    found: int | None = g.sign_in_id
    return found


def own_path(wanted: str | None) -> str:
    """The wanted address if it is a path of this site, else the inbox: nobody is sent elsewhere after signing in."""
    if not wanted or not wanted.isprintable() or "\\" in wanted or not wanted.startswith("/"):
        return "/"
    parts = urlsplit(wanted)
    return "/" if parts.scheme or parts.netloc or wanted.startswith("//") else wanted


def find(db: Session, email: str) -> Person | None:
    return db.scalars(select(Person).where(Person.email == email.strip().lower().replace("\0", ""))).one_or_none()


def address(email: str) -> str:
    """The address as it is kept. Raises ValueError, in words, for what is none."""
    email = email.strip().lower()
    name, at, domain = email.partition("@")
    whole = name and at and domain and "@" not in domain and email.isprintable() and " " not in email
    if not whole or len(email) > LONGEST_EMAIL:
        raise ValueError("That is not an e-mail address.")
    return email


def _of_session() -> Found | None:
    with database.sessions()() as db:
        found = sign_ins.find(db, str(session["session"]))
    if found and sign_ins.is_news(found):
        with database.sessions().begin() as db:
            sign_ins.keep_seen(db, found)
    return found


def _about(email: str, name: str | None) -> list[str]:
    """The words that whoever guesses this person's password tries first."""
    parts = [email, *email.split("@"), name or ""]
    return [*parts, *(word for part in parts for word in part.replace(".", " ").replace("-", " ").split())]
