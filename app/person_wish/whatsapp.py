"""The message by which WhatsApp itself tries whether a business lets its customers reach a person. Pure.

Its wording is known in English only, from what providers of the platform tell (docs/behaviour-words.md); in German it
is a guess. Whoever writes it, no machine should answer it.
"""

import re

from app import wording

_SIGNS = (
    re.compile(r"\bthis (?:message|chat|conversation) is from (?:whatsapp|meta|facebook)\b"),
    re.compile(r"\bquality of (?:your|this|the) (?:\w+ )?(?:chatbot|bot|automated|automation) (?:\w+ )?experience\b"),
    re.compile(r"\b(?:whatsapp|meta)\b.{0,200}\bconversation may be recorded for quality\b"),
    re.compile(r"\bdiese (?:nachricht|unterhaltung) (?:ist|kommt|stammt) von (?:whatsapp|meta|facebook)\b"),
    re.compile(r"\bqualitat (?:ihres|deines|eures) (?:chat)?bots\b"),
)


def tests_the_way_to_a_person(text: str) -> bool:
    """Whether a text (in the letters of `wording.plain`) says that it is WhatsApp's test of a bot."""
    said = wording.words(text)
    return any(sign.search(said) for sign in _SIGNS)
