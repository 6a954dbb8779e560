"""Ids that look like Meta's."""

import secrets
import string
from base64 import b64encode

ALPHABET = string.ascii_letters + string.digits + "_-"

# Who a number's country is told by its first digits; enough for the numbers people try things out with.
COUNTRIES = {
    "1": "US",
    "33": "FR",
    "39": "IT",
    "41": "CH",
    "43": "AT",
    "44": "GB",
    "49": "DE",
    "52": "MX",
    "54": "AR",
    "55": "BR",
    "90": "TR",
}


def wamid(correspondent: str, outbound: bool) -> str:
    """A message id of Meta's form: base64 of the correspondent's id, a direction mark and random hex.

    Ids over 255 bytes are cut: the length stands in one byte.
    """
    who = correspondent.encode("ascii", "replace")[:255]
    mark = b"\x15\x02\x00" + (b"\x11" if outbound else b"\x12")
    token = secrets.token_hex(9 if outbound else 10).upper().encode()
    packed = b"\x1c\x18" + bytes([len(who)]) + who + mark + b"\x18" + bytes([len(token)]) + token + b"\x00"
    return "wamid." + b64encode(packed).decode()


def user_id(wa_id: str | None) -> str:
    """A business-scoped user id: country, a dot, and up to 128 letters and digits."""
    country = COUNTRIES[calling_code(wa_id or "49")]
    return f"{country}.{secrets.randbelow(9 * 10**19) + 10**19}"


def calling_code(digits: str) -> str:
    """The country's first digits; "1" when they are not known here."""
    return next((prefix for prefix in COUNTRIES if digits.startswith(prefix)), "1")


def trace_id() -> str:
    """Meta's fbtrace_id, which support asks for."""
    return "A" + "".join(secrets.choice(ALPHABET) for _ in range(22))


def invented_number() -> str:
    """Digits that look like a German mobile number. Nothing ever goes to it: all phones here are pages."""
    return f"4915000{secrets.randbelow(10**7):07d}"
