"""Customers' names and texts made harmless to the eye; markup is escaped by the templates. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from models import ibans

LONGEST_NAME = 80  # characters
MOST_MARKS = 4  # combining marks on one letter; more only pile up over the neighbouring lines

# Direction overrides and isolates turn the neighbouring text around; line and paragraph separators break the row.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]")
_OVERRIDES = re.compile("[\u202a-\u202e]")
_JOINER = "\u200d"
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'„“”«»\u200b-\u200f\u202a-\u202e\u2066-\u2069]+", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]{1,5})?", re.IGNORECASE | re.ASCII)
_AFTER_AN_ADDRESS = ".,;:!?)]}*_~"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `href` is set where it is a web address that may be followed, `secret` to the whole number
    where the text is an IBAN that is all but hidden."""

    text: str
    href: str | None = None
    secret: str | None = None


def name(given: str | None) -> str | None:
    """A name on one line, without direction overrides, control characters or piled-up marks; None when none is left."""
    if not given:
        return None
    visible = _few_marks(_DIRECTION.sub("", given[: LONGEST_NAME * 4]))
    on_one_line = " ".join("".join(map(_shown, visible)).split())
    return on_one_line[:LONGEST_NAME].strip(f"{_JOINER} ") or None


def _shown(character: str) -> str:
    """Control and format characters become spaces, but for the one that joins emoji."""
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs"} and character != _JOINER
    return " " if hidden else character


def line(text: str | None, longest: int = 120) -> str:
    """The beginning of a text on one line, for lists, without IBANs."""
    if not text:
        return ""
    on_one_line = " ".join(ibans.hidden(_few_marks(_DIRECTION.sub("", text))).split())
    return on_one_line if len(on_one_line) <= longest else on_one_line[: longest - 1] + "…"


def body(text: str) -> str:
    """A whole text with its lines, without IBANs, and without what turns it around or piles up over other messages."""
    return ibans.hidden(readable(text))


def readable(text: str) -> str:
    """Without what turns it around or piles up over other messages."""
    return _few_marks(_OVERRIDES.sub("", text))


def pieces(text: str) -> list[Piece]:
    """The text cut into plain stretches, IBANs and web addresses.

    An address whose host could pass for another one (a sign-in name before it, letters beyond ASCII) stays text.
    """
    found: list[Piece] = []
    end = 0
    for start, stop, shown in ibans.find(text):
        found += [*_with_addresses(text[end:start]), Piece(shown, secret=text[start:stop])]
        end = stop
    return found + _with_addresses(text[end:])


def _with_addresses(text: str) -> list[Piece]:
    found: list[Piece] = []
    end = 0
    for match in _WEB_ADDRESS.finditer(text):
        address = match[0].rstrip(_AFTER_AN_ADDRESS)
        if not _honest(address):
            continue
        if match.start() > end:
            found.append(Piece(text[end : match.start()]))
        found.append(Piece(address, address))
        end = match.start() + len(address)
    if end < len(text):
        found.append(Piece(text[end:]))
    return found


def _honest(address: str) -> bool:
    try:
        host = urlsplit(address).netloc
    except ValueError:
        return False
    return bool(_HOST.fullmatch(host)) and "\\" not in address


def _few_marks(text: str) -> str:
    """At most four marks after each other, of any kind: enclosing ones have no combining class, and what joins
    letters does not begin a new one."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else marks if category == "Cf" else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
