"""Codes made from SECRET_KEY and a form's key: of a double click only the second answer is seen, and it has to show the
one that counts."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from uuid import UUID

from app import settings

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another one when it is read out


def readable(key: UUID, purpose: str, groups: int, length: int) -> str:
    """Groups of letters, each letter with five bits of chance (at most 50 of them in all)."""
    chance = int.from_bytes(digest(f"{purpose} {key}"))
    letters = [LETTERS[chance // len(LETTERS) ** at % len(LETTERS)] for at in range(groups * length)]
    return "-".join("".join(letters[at : at + length]) for at in range(0, len(letters), length))


def token(key: UUID, purpose: str) -> str:
    """For an address; 256 bits."""
    return urlsafe_b64encode(digest(f"{purpose} {key}")).decode().rstrip("=")


def digest(text: str) -> bytes:
    return digests(text)[0]


def digests(text: str) -> list[bytes]:
    """With the current SECRET_KEY first, then with those of SECRET_KEY_BEFORE."""
    told = f"lotse derived {text}".encode()
    return [hmac.new(key.encode(), told, hashlib.sha256).digest() for key in settings.load().secret_keys]
