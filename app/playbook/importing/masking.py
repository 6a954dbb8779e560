"""Texts of real customers without what names a person. Pure."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from models import entities

HIDDEN = {"email": "[e-mail]", "phone": "[phone]", "iban": "[iban]", "order_number": "[number]"}
_LONG_NUMBER = re.compile(r"\b(?=[\w-]{0,200}\d{4})[\w-]{5,40}\b")
# With its number: "hauptstr. 12a", "Berliner Straße 3"; "Am Lindenweg 5"; "12 Baker Street".
_STREETS = (
    re.compile(r"(?:\b\w+er[ -])?\b\w*(?:straße|strasse|str\.|gasse|allee) ?\d{1,4}(?: ?[a-z]\b|\b)", re.IGNORECASE),
    re.compile(r"\b[A-ZÄÖÜ]\w+(?:weg|platz|ring|damm|ufer|[ -]Weg|[ -]Platz) \d{1,4}(?: ?[a-z]\b|\b)"),
    re.compile(r"\b\d{1,4} [A-Z]\w+(?: [A-Z]\w+)? (?:Street|Road|Avenue|Lane|Drive|Square|St|Rd|Ave)\b"),
)
SHORTEST_NAME = 3  # characters: shorter ones are words, too


def masked(text: str, names: Collection[str] = ()) -> str:
    """E-mail addresses, streets, numbers of five and more characters, and these people's names (each of their words)
    hidden."""
    text = "".join(map(_without_details, _pieces(text)))
    for street in _STREETS:
        text = street.sub("[address]", text)
    text = _LONG_NUMBER.sub("[number]", text)
    words = {word for name in names for word in re.findall(r"\w+", name) if len(word) >= SHORTEST_NAME}
    if not words:
        return text
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(rf"\b(?:{listed})s?\b", "[name]", text, flags=re.IGNORECASE)


def _pieces(text: str) -> Iterator[str]:
    """Of a length of which all is looked at, cut where a line or a word ends."""
    while len(text) > entities.LONGEST:
        ends = (text.rfind(sign, 1, entities.LONGEST) for sign in ("\n", " "))
        end = next((end for end in ends if end > 0), entities.LONGEST)
        yield text[:end]
        text = text[end:]
    yield text


def _without_details(piece: str) -> str:
    any_day = date(2000, 1, 1)  # dates are not hidden, so it does not matter from when they are counted
    for found in reversed(entities.find(piece, any_day, most=entities.LONGEST)):
        if found.kind in HIDDEN:
            piece = piece[: found.start] + HIDDEN[found.kind] + piece[found.end :]
    return piece
