"""Signatures as Standard Webhooks has them, so that receivers need no code of ours. Pure."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from uuid import UUID

PREFIX = "whsec_"
SECRET_BYTES = 32


def secret_of(key: UUID, secret_key: str) -> str:
    """The secret that a form makes: the same form twice (a double click) shows the one that is kept."""
    made = hmac.new(secret_key.encode(), f"webhook secret {key}".encode(), hashlib.sha256).digest()
    return PREFIX + base64.b64encode(made).decode()


def headers(uid: UUID, seconds: int, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """`seconds`: Unix time. With two secrets, while one is being replaced, either proves it."""
    name = f"msg_{uid.hex}"
    signed = " ".join(signature(name, seconds, body, secret) for secret in secrets)
    return {"webhook-id": name, "webhook-timestamp": str(seconds), "webhook-signature": signed}


def signature(name: str, seconds: int, body: bytes, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.new(key, f"{name}.{seconds}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
