"""Webhook bodies and headers as Meta puts them on the wire. Pure."""

import hmac
import json


def encode(payload: object) -> bytes:
    """JSON in Meta's form: no spaces, non-ASCII as lower-case \\uXXXX, "/" as "\\/"."""
    compact = json.dumps(payload, ensure_ascii=True, separators=(",", ":"))
    # A slash can only stand inside a string there, so replacing it cannot break the JSON.
    return compact.replace("/", "\\/").encode("ascii")


def signature(body: bytes, secret: str, digest: str = "sha256") -> str:
    """The header value over exactly these bytes, such as "sha256=<64 hex digits>"."""
    return f"{digest}=" + hmac.new(secret.encode(), body, digest).hexdigest()


def headers(body: bytes, secret: str) -> dict[str, str]:
    return {
        "Accept": "*/*",
        "Content-Type": "application/json",
        "User-Agent": "facebookexternalua",
        "X-Hub-Signature": signature(body, secret, "sha1"),
        "X-Hub-Signature-256": signature(body, secret),
    }
