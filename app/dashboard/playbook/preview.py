"""An answer as customers would read it: facts filled in, what is missing marked, lengths and the checker's findings."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from app.dashboard.plain import readable
from app.playbook.answers import parts, variables
from app.playbook.checking import FROM_THE_CONTACT
from app.playbook.intents import Intent, Language
from app.playbook.model import Playbook
from app.playbook.sending import as_outgoing
from app.whatsapp import limits

Kind = Literal["text", "value", "later", "missing"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; a `value` comes from the facts, `later` from the customer or their case, `missing` from
    nowhere."""

    text: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Preview:
    """`problems` are lengths that WhatsApp would not take."""

    language: Language
    pieces: tuple[Piece, ...]
    length: int
    most: int
    problems: tuple[limits.Problem, ...]


def previews(playbook: Playbook, intent: Intent) -> list[Preview]:
    return [_preview(playbook, intent, language) for language in intent.answers]


def _preview(playbook: Playbook, intent: Intent, language: Language) -> Preview:
    whole = playbook.with_footer(intent.answers[language], language)
    pieces = tuple(_pieces(playbook, intent, language, whole))
    filled = "".join(piece.text for piece in pieces)
    most = limits.INTERACTIVE_CHARACTERS if intent.choices.get(language) else limits.TEXT_CHARACTERS
    problems = tuple(limits.check(as_outgoing(intent, language, filled)))
    return Preview(language, pieces, limits.length(filled), most, problems)


def _pieces(playbook: Playbook, intent: Intent, language: Language, text: str) -> Iterator[Piece]:
    later = {*playbook.details, *FROM_THE_CONTACT, *(intent.lookup.fields if intent.lookup else ())}
    for part, name in parts(text):
        value = playbook.business.get(name, {}).get(language) if name else None
        yield Piece(readable(value or part), _kind(name, value, later))


def _kind(name: str | None, value: str | None, later: Collection[str]) -> Kind:
    if name is None:
        return "text"
    return "value" if value else "later" if name in later else "missing"


def asked_for(playbook: Playbook, intent: Intent) -> list[tuple[str, bool]]:
    """The details that its answers need of the customer, and whether Lotse knows how to ask for each."""
    wanted = {name for text in intent.answers.values() for name in variables(text)} & set(playbook.details)
    return [(name, name in playbook.ask) for name in sorted(wanted | set(intent.collects))]
