"""A message as the classifier reads it: one spelling for what means the same."""

import re
import unicodedata

# WhatsApp allows 4,096 characters. A wish stands at the start or at the end of a long story, so both are kept.
LONGEST = 1200

PLACEHOLDERS = ("xlink", "xmail", "xorder", "xnumber")
URL, EMAIL, ORDER_NUMBER, NUMBER = (f" {name} " for name in PLACEHOLDERS)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200c\u200e-\u200f\u2060\ufeff]")
_URL = re.compile(r"(?:https?://|www\.)\S{1,500}")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}\.[a-z]{2,24}\b")
# Letters and digits mixed, with at least three digits: "ab-12345", "2024/0815", "nr4711b".
_ORDER_NUMBER = re.compile(r"\b(?=[\w/.-]{0,30}\d[\w/.-]{0,2}\d[\w/.-]{0,2}\d)(?=[\w/.-]{0,30}[a-z_/-])[\w/.-]{4,40}\b")
_NUMBER = re.compile(r"\b\d(?:[ .]?\d){3,30}\b")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_REPEATED = re.compile(r"([^\w\s])\1{2,}")
_SPACE = re.compile(r"\s+")


def clip(text: str) -> str:
    """At most `LONGEST` characters: the first and the last half."""
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2
    return f"{text[: half - 1]} {text[-half:]}"


def clean(text: str) -> str:
    """The message without invisible characters, in NFKC, clipped before and after (NFKC can make 18 of one)."""
    shown = _CONTROL.sub(" ", clip(text).encode("utf-8", "replace").decode("utf-8"))
    return clip(unicodedata.normalize("NFKC", shown))


def normalise(text: str) -> str:
    """Lower case, placeholders for links, addresses and numbers, stretched letters shortened; emoji are kept."""
    lowered = clean(text).lower()
    for pattern, placeholder in ((_URL, URL), (_EMAIL, EMAIL), (_ORDER_NUMBER, ORDER_NUMBER), (_NUMBER, NUMBER)):
        lowered = pattern.sub(placeholder, lowered)
    lowered = _REPEATED.sub(r"\1\1", _STRETCHED.sub(r"\1\1", lowered))
    return _SPACE.sub(" ", lowered).strip()
