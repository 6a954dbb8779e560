"""Tokens with which other systems use the JSON API. Each verb runs in the caller's transaction.

A token acts as a person of a machine kind of its own ("API: <name>"), who cannot sign in and has an agent's rights
over conversations; what it may do at all, its scopes say.
"""

import hashlib
import hmac
import string
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from app import assigning, audit, settings
from app.refusals import RefusedError
from app.tables import ApiToken, Person

PREFIX = "lotse_"  # by which scanners find tokens that were published by accident
LETTERS = string.ascii_letters + string.digits
LENGTH = 43  # 256 bits: a plain hash of it needs no salt and no slowness
SCOPES = (
    *("conversations:read", "conversations:write", "messages:read", "messages:write"),
    *("playbook:read", "playbook:write", "metrics:read"),
)
LONGEST_NAME = 60
DAYS = (30, 90, 365)  # for which a token can be made; else for ever
USED_EVERY = timedelta(minutes=1)
NO_PASSWORD = "!"  # noqa: S105 - no hash, so no password fits it


class TokenError(Exception):
    """Nobody is let in with it: `unknown`, `revoked` or `expired`."""


def text_of(key: UUID) -> str:
    """The token of a form: the same form twice (a double click) shows the one that was kept."""
    secret = settings.load().secret_key.get_secret_value().encode()
    chance = int.from_bytes(hmac.new(secret, f"api token {key}".encode(), hashlib.sha256).digest())
    return PREFIX + "".join(LETTERS[chance // len(LETTERS) ** at % len(LETTERS)] for at in range(LENGTH))


def make(
    session: Session, name: str, scopes: Collection[str], days: int | None, by: Person, key: UUID, now: datetime
) -> tuple[ApiToken, str]:
    """The new token and its text, which is kept nowhere; the same form (`key`) twice makes one.

    Raises RefusedError with `token_name` or `token_scopes` where one is missing, or `token_revoked` for an old form.
    """
    session.get(Person, by.id, with_for_update=True)  # the other half of a double click waits, and finds the token
    text = text_of(key)
    if known := _find(session, text):
        if known.revoked_at:
            raise RefusedError("token_revoked")
        return known, text
    if not name:
        raise RefusedError("token_name", str(LONGEST_NAME))
    if not scopes or not set(scopes) <= set(SCOPES):
        raise RefusedError("token_scopes")
    expires_at = now + timedelta(days=days) if days else None
    made = ApiToken(name=name, hash=_hash(text), ending=text[-4:], scopes=[one for one in SCOPES if one in scopes])
    made.person = _machine(name, key, now)
    made.made_at, made.made_by_id, made.expires_at = now, by.id, expires_at
    session.add(made)
    session.flush()
    until = expires_at.isoformat() if expires_at else None
    told = {"name": name, "scopes": made.scopes, "expires_at": until}
    audit.write(session, "api_token_made", by, now, ("api_token", made.id), told)
    return made, text


def revoke(session: Session, token_id: int, by: Person, now: datetime) -> bool:
    """From this moment nobody is let in with it, and what it had waits for people; whether there is such a token. One
    that is revoked stays as it is."""
    token = session.get(ApiToken, token_id, with_for_update=True)
    if token is not None and token.revoked_at is None:
        token.revoked_at, token.revoked_by_id = now, by.id
        had = assigning.free_all(session, token.person, now)
        told = {"name": token.name, "conversations": had}
        audit.write(session, "api_token_revoked", by, now, ("api_token", token.id), told)
    return token is not None


def everyone(session: Session) -> list[ApiToken]:
    """All tokens, those that are revoked last, the newest first."""
    rows = select(ApiToken).options(joinedload(ApiToken.made_by))
    return list(session.scalars(rows.order_by(ApiToken.revoked_at.is_not(None), ApiToken.id.desc())))


def check(session: Session, text: str, now: datetime) -> ApiToken:
    """The token with this text, and its person. Raises TokenError."""
    token = _find(session, text)
    if token is None:
        raise TokenError("unknown")
    if token.revoked_at:
        raise TokenError("revoked")
    if token.expires_at and token.expires_at <= now:
        raise TokenError("expired")
    if token.used_at is None or abs(now - token.used_at) >= USED_EVERY:
        session.execute(update(ApiToken).where(ApiToken.id == token.id).values(used_at=now))
    return token


def is_there(session: Session, text: str) -> bool:
    """Whether one with this text was ever made."""
    return session.scalar(select(ApiToken.id).where(ApiToken.hash == _hash(text))) is not None


def _find(session: Session, text: str) -> ApiToken | None:
    rows = select(ApiToken).where(ApiToken.hash == _hash(text)).options(joinedload(ApiToken.person))
    return session.scalars(rows).one_or_none()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _machine(name: str, key: UUID, now: datetime) -> Person:
    """It has left before it came: so it can neither sign in nor be chosen where people are."""
    person = Person(name=f"API: {name}", email=f"api-{key}@lotse.invalid", role="agent", is_machine=True)
    person.password_hash, person.left_at = NO_PASSWORD, now
    return person
