"""What the playbook says of an intent: its title, and how sure Lotse must be to answer by itself."""

import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from re import Pattern
from zoneinfo import ZoneInfo

import structlog

from app import answering, clock, gathering, playbook
from app.hours import Hours
from app.playbook import Playbook, PlaybookError
from app.playbook.rules import Cost
from models import entities
from models.prediction import OUT_OF_SCOPE

log = structlog.get_logger(__name__)

# From which share on which words are used: the key of a text, and the share (0 to 1).
CERTAINTIES = (("very", 0.9), ("quite", 0.75), ("somewhat", 0.5), ("hardly", 0.0))


def _playbook() -> Playbook | None:
    try:
        return playbook.load()
    except PlaybookError:
        log.error("playbook_unreadable", shown="the intents' names", cure="mend the file that it names")
        return None


def title(intent: str, language: str) -> str:
    """The intent's title; its name when the playbook no longer has it."""
    book = _playbook()
    known = book.intents.get(intent) if book else None
    return known.title["de" if language == "de" else "en"] if known else intent


def titles(names: Sequence[str], language: str) -> str:
    """Of these intents, one after the other."""
    return ", ".join(title(name, language) for name in names)


def alphabetical(name: str) -> str:
    """What a list is put in order by: Ö stands with O, not behind Z."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def all_titles(language: str) -> dict[str, str]:
    """Of all intents of the playbook, by their names, in the order of their titles."""
    book = _playbook()
    titles = {name: title(name, language) for name in (book.intents if book else ())}
    return dict(sorted(titles.items(), key=lambda item: alphabetical(item[1])))


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


def team_of(intent: str) -> str | None:
    """Who looks after it; None when the playbook does not have it."""
    book = _playbook()
    known = book.intents.get(intent) if book else None
    return known.team if known else None


def suggestion(names: Sequence[str], said: str, contact_name: str | None, language: str) -> str | None:
    """What an agent could answer to these intents, with the details that the customer's words hold; None where no
    answer can be made whole."""
    book, spoken = _playbook(), answering.known(language)
    if book is None:
        return None
    found = gathering.given(said, entities.find(said, date.today(), book.numbers), book, None)
    values = answering.values(book, contact_name, found.details, spoken)
    return answering.suggestion([book.intents[name] for name in names if name in book.intents], values, spoken)


def team(name: str, language: str) -> str:
    book = _playbook()
    known = book.teams.get(name) if book else None
    return known.get("de" if language == "de" else "en", name) if known else name


def all_teams(language: str) -> dict[str, str]:
    """Of all teams of the playbook, by their names, in the order of what they are called."""
    book = _playbook()
    called = {name: team(name, language) for name in (book.teams if book else ())}
    return dict(sorted(called.items(), key=lambda item: alphabetical(item[1])))


def hours() -> Hours | None:
    """When people are there; None when nobody said."""
    book = _playbook()
    return book.hours if book else None


def teams() -> Collection[str]:
    """The names of the playbook's teams."""
    book = _playbook()
    return tuple(book.teams) if book else ()


def zone() -> ZoneInfo:
    """Of the business's clocks."""
    known = hours()
    return known.zone if known else clock.ZONE


def warn_before() -> timedelta:
    """How long before the service window closes agents are warned."""
    return timedelta(minutes=playbook.rules().waiting.warn_minutes)


def threshold() -> float | None:
    book = _playbook()
    return book.threshold if book else None


def certainty(confidence: float) -> str:
    return next(words for words, least in CERTAINTIES if confidence >= least)


def certain(intent: str | None, confidence: float | None) -> float | None:
    """How sure Lotse is of the intent, where the figure says that. It is the chance that acting on the intent is right:
    near 0 where the message is about none of them, which would read as doubt of just that."""
    return None if intent in {None, OUT_OF_SCOPE} else confidence


def facts(language: str) -> dict[str, str]:
    """What the business has said of itself, in this language."""
    book = _playbook()
    named = book.business.items() if book else ()
    return {name: text for name, texts in named if (text := texts.get("de" if language == "de" else "en"))}
