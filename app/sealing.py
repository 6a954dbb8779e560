"""Tokens and secrets at rest: sealed with a key made from SECRET_KEY, so that a copied database gives none away."""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app import settings


class SealError(Exception):
    """The sealed value was made under another SECRET_KEY; it has to be given anew."""


@lru_cache(maxsize=4)
def _fernet(secret_key: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"lotse tokens at rest").derive(secret_key.encode())
    return Fernet(urlsafe_b64encode(key))


def seal(text: str) -> bytes:
    return _fernet(settings.load().secret_key.get_secret_value()).encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """Raises SealError."""
    try:
        return _fernet(settings.load().secret_key.get_secret_value()).decrypt(sealed).decode()
    except InvalidToken:
        raise SealError("SECRET_KEY is not the one under which this was stored") from None
