"""Numbers of the business's as customers spell them when they are asked for one. Pure."""

import re
from re import Pattern

from models.entities import LONGEST

# As many blanks as somebody may type: with any number, a message of nothing else would hold everybody up for seconds.
_DASH = re.compile(r"\s{0,9}[-\u2010-\u2015\u2212]\s*")
_GLUED = re.compile(r"\b([A-Za-z]{1,4})(?=\d{3})")
_APART = re.compile(r"\b(?!NR|NO|DIE|IST)([A-Z]{1,4})\s(?=\d{3})")
_ALONE = re.compile(r"\s{0,9}([A-Za-z]{1,4})\s(?=\d{3,}\s*$)")  # in small letters, too, where nothing else is said
_BARE = re.compile(r"(?<![\w.,-])\d{4,12}(?!\w|[.,-]\d)")
_WITH_DIGITS = re.compile(r"(?<!\S)\S*\d\S*")


def read(pattern: Pattern[str], text: str) -> str | None:
    """The one number that is meant: with a long dash or blanks (AB \u2013 12345), without the dash (ab12345, AB 12345),
    or the only bare one (12345). None when there is none, or several. Of a text no more is looked at than elsewhere."""
    text = text[:LONGEST]
    dashed = _DASH.sub("-", text)
    joined = _APART.sub(r"\1-", _GLUED.sub(r"\1-", _ALONE.sub(r"\1-", dashed)))
    for spelt in (dashed, joined):
        found = {match[0].upper() for match in pattern.finditer(spelt.upper())}
        if found:
            return found.pop() if len(found) == 1 else None
    bare = set(_BARE.findall(text))
    return bare.pop() if len(bare) == 1 else None


def without_numbers(text: str) -> str:
    """The text without the words that hold digits."""
    return _WITH_DIGITS.sub(" ", text)
