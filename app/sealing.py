"""Tokens and secrets at rest: sealed with a key made from SECRET_KEY, so that a copied database gives none away.

While SECRET_KEY is being replaced, what a key of SECRET_KEY_BEFORE sealed is still read; `renew` seals it anew.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import settings
from app.tables import Hook, Inbox, Person

SEALED: tuple[InstrumentedAttribute[Any], ...] = (
    Inbox.access_token,
    Inbox.app_secret,
    Hook.sealed_url,
    Hook.secret,
    Hook.former_secret,
    Person.second_factor,
)


class SealError(Exception):
    """The sealed value was made under another SECRET_KEY; it has to be given anew."""


@lru_cache(maxsize=4)
def _fernets(secret_keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([_fernet(key) for key in secret_keys])


def _fernet(secret_key: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"lotse tokens at rest").derive(secret_key.encode())
    return Fernet(urlsafe_b64encode(key))


def seal(text: str) -> bytes:
    return _fernets(settings.load().secret_keys).encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """Raises SealError."""
    try:
        return _fernets(settings.load().secret_keys).decrypt(sealed).decode()
    except InvalidToken:
        raise SealError("SECRET_KEY is not the one under which this was stored") from None


def renew(session: Session) -> tuple[int, int]:
    """Seal everything with the current key; returns how many there were, and how many nobody can read any more."""
    renewed = unreadable = 0
    for column in SEALED:
        kept = select(column.class_).where(column.is_not(None), column != b"")  # of a removed hook nothing is left
        for row in session.scalars(kept.with_for_update()):
            try:
                setattr(row, column.key, seal(unseal(getattr(row, column.key))))
                renewed += 1
            except SealError:
                unreadable += 1
    return renewed, unreadable
