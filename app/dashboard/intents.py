"""What the playbook says of an intent: its title, and how sure Lotse must be to answer by itself."""

from datetime import timedelta
from functools import lru_cache
from re import Pattern

import structlog

from app import playbook
from app.hours import Hours
from app.playbook import Playbook, PlaybookError
from app.playbook.rules import Cost

log = structlog.get_logger(__name__)

# From which share on which words are used: the key of a text, and the share (0 to 1).
CERTAINTIES = (("very", 0.9), ("quite", 0.75), ("somewhat", 0.5), ("hardly", 0.0))


@lru_cache(maxsize=1)
def _playbook() -> Playbook | None:
    try:
        return playbook.load()
    except PlaybookError:
        log.error("playbook_unreadable", shown="the intents' names", cure="mend the file that PLAYBOOK_DIR names")
        return None


def title(intent: str, language: str) -> str:
    """The intent's title; its name when the playbook no longer has it."""
    book = _playbook()
    known = book.intents.get(intent) if book else None
    return known.title["de" if language == "de" else "en"] if known else intent


def all_titles(language: str) -> dict[str, str]:
    """Of all intents of the playbook, by their names, in the order of their titles."""
    book = _playbook()
    titles = {name: title(name, language) for name in (book.intents if book else ())}
    return dict(sorted(titles.items(), key=lambda item: item[1].casefold()))


def numbers() -> dict[str, Pattern[str]]:
    """The business's own kinds of numbers."""
    book = _playbook()
    return book.numbers if book else {}


def autonomies() -> dict[str, str]:
    """What the playbook allows, by the intents' names: observe, suggest, auto or human."""
    book = _playbook()
    return {name: intent.autonomy for name, intent in book.intents.items()} if book else {}


def cost() -> Cost:
    """What the rules say of prices and the budget."""
    return playbook.rules().cost


def team(name: str, language: str) -> str:
    book = _playbook()
    known = book.teams.get(name) if book else None
    return known.get("de" if language == "de" else "en", name) if known else name


def warn_before() -> timedelta:
    """How long before the service window closes agents are warned."""
    return timedelta(minutes=playbook.rules().waiting.warn_minutes)


def threshold() -> float | None:
    book = _playbook()
    return book.threshold if book else None


def certainty(confidence: float) -> str:
    return next(words for words, least in CERTAINTIES if confidence >= least)


def all_teams(language: str) -> dict[str, str]:
    """Of all teams of the playbook, by their names."""
    book = _playbook()
    return {name: team(name, language) for name in (book.teams if book else ())}


def hours() -> Hours | None:
    """When people are there; None where nobody said."""
    book = _playbook()
    return book.hours if book else None
