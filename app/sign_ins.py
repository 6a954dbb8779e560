"""Open sign-ins: a browser's cookie holds a token, the table its hash. What is not in the table is signed out."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from app import clock, playbook, presence
from app.tables import Person, SignIn

IDLE = timedelta(hours=12)  # after which a sign-in that nothing asks with ends
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Found:
    """Who asks, with which sign-in, and when."""

    person: Person
    sign_in: SignIn
    now: datetime


def start(session: Session, person: Person, browser: str, network: str, now: datetime) -> str:
    """Returns the token for the cookie."""
    token = secrets.token_urlsafe(32)
    row = {"browser": browser[:80], "network": network[:64], "at": now, "seen_at": now}
    session.add(SignIn(person_id=person.id, token_hash=hashed(token), **row))
    return token


def find(session: Session, token: str) -> Found | None:
    """In one query: every request asks."""
    rows = select(Person, SignIn, clock.moved()).join(SignIn, SignIn.person_id == Person.id)
    found = session.execute(rows.where(SignIn.token_hash == hashed(token), Person.left_at.is_(None))).one_or_none()
    return Found(*found) if found and found[2] - found[1].seen_at < IDLE else None


def is_news(found: Found) -> bool:
    """Whether it is worth writing down that somebody asked: pages ask every second, and that would be much."""
    late = abs(found.now - found.sign_in.seen_at) >= MINUTE
    return late or presence.is_news(found.person.seen_at, found.now, playbook.rules())


def keep_seen(session: Session, found: Found) -> None:
    """Who has signed out meanwhile is not there; of several pages that ask at once, one writes."""
    row, person, now = found.sign_in, found.person, found.now
    still = exists().where(SignIn.id == row.id)
    unchanged = (Person.id == person.id, Person.seen_at.is_not_distinct_from(person.seen_at), still)
    session.execute(update(SignIn).where(SignIn.id == row.id, SignIn.seen_at == row.seen_at).values(seen_at=now))
    if presence.is_news(person.seen_at, now, playbook.rules()):
        session.execute(update(Person).where(*unchanged).values(seen_at=now))


def of(session: Session, person_ids: Sequence[int], now: datetime) -> dict[int, list[SignIn]]:
    """The open sign-ins of these people, the one that was last heard of first."""
    found: dict[int, list[SignIn]] = {person_id: [] for person_id in person_ids}
    rows = select(SignIn).where(SignIn.person_id.in_(person_ids), SignIn.seen_at > now - IDLE)
    for row in session.scalars(rows.order_by(SignIn.seen_at.desc(), SignIn.id.desc())):
        found[row.person_id].append(row)
    return found


def end(session: Session, person: Person, sign_in_id: int) -> bool:
    """Whether the person had it; that of somebody else is not touched."""
    theirs = (SignIn.id == sign_in_id, SignIn.person_id == person.id)
    ended = session.execute(delete(SignIn).where(*theirs).returning(SignIn.id)).one_or_none()
    if ended and not session.scalar(select(exists().where(SignIn.person_id == person.id))):
        person.seen_at = None
    return ended is not None


def end_all(session: Session, person: Person, but: int | None = None) -> int:
    """All of the person's, but for the one with that id. Returns how many."""
    person.session_key = uuid4()  # by which the release before, while it still runs, knows its own
    theirs = delete(SignIn).where(SignIn.person_id == person.id, SignIn.id.is_distinct_from(but))
    if but is None:
        person.seen_at = None
    return len(session.execute(theirs.returning(SignIn.id)).all())


def hashed(token: str) -> bytes:
    """A token has 256 bits of chance: nothing slower is needed."""
    return hashlib.sha256(token.encode()).digest()
