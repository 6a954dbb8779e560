"""The secrets of hooks, made from the forms that ask for them, so that the same form twice shows the one that holds."""

from uuid import UUID, uuid4, uuid5

from app import sealing, settings
from app.hooks import signing


def of(key: UUID) -> str:
    return signing.secret_of(key, settings.load().secret_key.get_secret_value())


def after(sealed: bytes, key: UUID) -> str:
    """What this form makes where that secret holds; by chance where nobody can read it any more."""
    try:
        return of(uuid5(key, sealing.unseal(sealed)))
    except sealing.SealError:
        return of(uuid4())


def holds(sealed: bytes, secret: str) -> bool:
    try:
        return sealing.unseal(sealed) == secret
    except sealing.SealError:
        return False
