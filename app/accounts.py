"""People: who may sign in, and signing in and out."""

import hashlib
import hmac
import threading
from datetime import datetime
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit
from uuid import uuid4

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Blueprint, Response, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from app import clock, database, playbook, presence, settings
from app.tables import ROLES, Person
from app.web import limiter

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1024
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3
PER_ACCOUNT = "5 per minute; 30 per hour"
PER_ADDRESS = "30 per minute; 200 per hour"

# OWASP's smallest recommended Argon2id (19 MiB, 2 passes): two at once stay within a small web process's memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_hashing = threading.BoundedSemaphore(2)

blueprint = Blueprint("accounts", __name__)
log = structlog.get_logger(__name__)


def add_person(db: Session, email: str, role: str, password: str) -> Person:
    """Add somebody who may sign in. Raises ValueError, in words for whoever typed it, when that cannot be."""
    email = address(email)
    if role not in ROLES:
        raise ValueError(f"{role} is not a role; the roles are {', '.join(ROLES)}.")
    values = {"email": email, "role": role, "password_hash": _hash(password), "session_key": uuid4()}
    added = insert(Person).values(values).on_conflict_do_nothing(index_elements=["email"]).returning(Person)
    person = db.scalars(added).one_or_none()
    if person is None:
        raise ValueError(f"{email} may sign in already.")
    return person


def set_password(db: Session, email: str, password: str) -> None:
    """Set a new password and end all of the person's sessions. Raises ValueError, in words, when that cannot be."""
    person = _find(db, email)
    if person is None:
        raise ValueError(f"Nobody signs in as {address(email)}.")
    person.password_hash = _hash(password)
    person.session_key = uuid4()


def check(db: Session, email: str, password: str) -> Person | None:
    """The person whose e-mail and password these are, while they may sign in.

    Takes as long for an unknown person as for a wrong password.
    """
    person = _find(db, email)
    stored = person.password_hash if person else _nobodys_hash()
    if not _verify(stored, password) or person is None or person.left_at:
        return None
    if _hasher.check_needs_rehash(person.password_hash):
        person.password_hash = _hash(password[:LONGEST_PASSWORD])
    return person


def signed_in() -> Person | None:
    """Who sent this request, asked once a request; None after the person's session key was changed."""
    if "person" not in g:
        g.person = _of_session() if "person_id" in session else None
    found: Person | None = g.person
    return found


def own_path(wanted: str | None) -> str:
    """The wanted address if it is a path of this site, else the inbox: nobody is sent elsewhere after signing in."""
    if not wanted or not wanted.isprintable() or "\\" in wanted or not wanted.startswith("/"):
        return "/"
    parts = urlsplit(wanted)
    return "/" if parts.scheme or parts.netloc or wanted.startswith("//") else wanted


def _of_session() -> Person | None:
    with database.sessions()() as db:
        found = db.execute(select(Person, clock.moved()).where(Person.id == session["person_id"])).one_or_none()
    if found is None or found[0].left_at or str(found[0].session_key) != session.get("key"):
        return None
    _keep_seen(*found)
    person: Person = found[0]
    return person


def _keep_seen(person: Person, now: datetime) -> None:
    """A page of theirs asked for something, so they are there. Who has signed out meanwhile is not."""
    if not presence.is_news(person.seen_at, now, playbook.rules()):
        return
    unchanged = (Person.session_key == person.session_key, Person.seen_at.is_not_distinct_from(person.seen_at))
    with database.sessions().begin() as db:
        db.execute(update(Person).where(Person.id == person.id, *unchanged).values(seen_at=now))


def _find(db: Session, email: str) -> Person | None:
    return db.scalars(select(Person).where(Person.email == email.strip().lower().replace("\0", ""))).one_or_none()


def address(email: str) -> str:
    """The address as it is kept. Raises ValueError, in words, for what is none."""
    email = email.strip().lower()
    name, at, domain = email.partition("@")
    whole = name and at and domain and "@" not in domain and email.isprintable() and " " not in email
    if not whole or len(email) > LONGEST_EMAIL:
        raise ValueError("That is not an e-mail address.")
    return email


def _hash(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"The password is too short: it needs at least {SHORTEST_PASSWORD} characters.")
    if len(password) > LONGEST_PASSWORD:
        raise ValueError(f"The password is too long: at most {LONGEST_PASSWORD} characters.")
    with _hashing:
        return _hasher.hash(password)


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hash(str(uuid4()))


def _verify(stored: str, password: str) -> bool:
    with _hashing:
        try:
            return _hasher.verify(stored, password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return False


def _network() -> str:
    """The sender's address; of IPv6 the half that a provider gives to one household."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


def _account_and_network() -> str:
    """A key of the throttle: guessing at an account from one place does not lock its owner out at another."""
    email = request.form.get("email", "").strip().lower()
    secret = settings.load().secret_key.get_secret_value().encode()
    return f"{hmac.new(secret, email.encode(), hashlib.sha256).hexdigest()[:32]}:{_network()}"


def failed(response: Response) -> bool:
    return response.status_code != 303


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    if signed_in():
        return redirect(own_path(request.args.get("next")), 303)
    return render_template("sign_in.html", email="", problem=None)


@blueprint.post("/sign-in")
@limiter.limit(PER_ADDRESS, key_func=_network, deduct_when=failed)
@limiter.limit(PER_ACCOUNT, key_func=_account_and_network, deduct_when=failed)
def sign_in_with_password() -> ResponseReturnValue:
    email = request.form.get("email", "")
    with database.sessions().begin() as db:
        person = check(db, email, request.form.get("password", ""))
    if person is None:
        log.warning("sign_in_refused")
        return render_template("sign_in.html", email=email, problem="sign_in.wrong"), 422
    session.clear()
    session.permanent = True
    session.update(person_id=person.id, key=str(person.session_key))
    log.info("signed_in", person_id=person.id)
    return redirect(own_path(request.args.get("next")), 303)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the person's sessions, on all devices: a cookie that somebody copied must not live on."""
    person = signed_in()
    if person:
        with database.sessions().begin() as db:
            leaving = db.get_one(Person, person.id)
            leaving.session_key, leaving.seen_at = uuid4(), None
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.errorhandler(TooManyRequests)
def slow_down(error: TooManyRequests) -> ResponseReturnValue:
    email = request.form.get("email", "")
    return render_template("sign_in.html", email=email, problem="sign_in.slow_down"), 429
