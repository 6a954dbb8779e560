"""Meta's signature on a webhook: HMAC-SHA256 over the raw bytes, keyed with the app secret."""

import hashlib
import hmac
import re
from collections.abc import Iterable

_HEADER = re.compile(r"sha256=([0-9a-f]{64})", re.ASCII)


def is_signed(body: bytes, header: str | None, secrets: Iterable[bytes]) -> bool:
    """Whether `header` (X-Hub-Signature-256) signs exactly these bytes with one of the secrets.

    The header's form is checked first and bytes are compared, because comparing strings raises on a non-ASCII
    header. Every secret is tried, so that the time taken does not tell which one matched.
    """
    match = _HEADER.fullmatch(header or "")
    if not match:
        return False
    given = bytes.fromhex(match[1])
    matches = [hmac.compare_digest(hmac.digest(secret, body, hashlib.sha256), given) for secret in secrets]
    return any(matches)
