"""What a report's address asks for; what makes no sense there is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.dashboard import intents
from app.dashboard.ledger import FIRST_DAY
from app.figures.question import Question
from app.playbook.intents import LANGUAGES
from app.tables import Inbox, Person

RANGES = (7, 30, 90)
USUAL = 30
MOST_DAYS = 366
LARGEST = 18  # digits of an id
NARROWING = ("inbox", "team", "intent", "person", "language")


@dataclass(frozen=True, slots=True)
class Asked:
    """`days` is one of RANGES; None: dates of one's own."""

    question: Question
    days: int | None

    @property
    def narrowed(self) -> dict[str, str]:
        """What it is narrowed to, as in the address."""
        asked = self.question
        given = (asked.inbox_id, asked.team, asked.intent, asked.person_id, asked.language)
        return {name: str(value) for name, value in zip(NARROWING, given, strict=True) if value is not None}

    @property
    def query(self) -> dict[str, str]:
        """The address again."""
        first, last = self.question.first.isoformat(), self.question.last.isoformat()
        return {**({"days": str(self.days)} if self.days else {"from": first, "to": last}), **self.narrowed}


def read(given: Mapping[str, str], today: date) -> Asked:
    first, last, days = _range(given, today)
    return Asked(
        Question(
            first,
            last,
            _id(given.get("inbox", "")),
            _word(given.get("team", "")),
            _word(given.get("intent", "")),
            language if (language := given.get("language")) in LANGUAGES else None,
            _id(given.get("person", "")),
        ),
        days,
    )


def _range(given: Mapping[str, str], today: date) -> tuple[date, date, int | None]:
    """The last so many days, or one's own dates in whichever order; at most MOST_DAYS, and none to come."""
    asked = given.get("days", "")
    own = sorted(filter(None, (_day(given.get("from", "")), _day(given.get("to", "")))))
    if asked in map(str, RANGES) or len(own) < 2:
        days = int(asked) if asked in map(str, RANGES) else USUAL
        return today - timedelta(days=days - 1), today, days
    last = min(own[1], today)
    return max(min(own[0], last), last - timedelta(days=MOST_DAYS - 1)), last, None


def _day(given: str) -> date | None:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return None
    return max(day, FIRST_DAY)


def _id(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) <= LARGEST else None


def _word(given: str) -> str | None:
    return given.replace("\0", "")[:64] or None


def choices(session: Session, language: str) -> dict[str, dict[str, str]]:
    """What there is to narrow to, with its names."""
    number = func.coalesce(Inbox.name, Inbox.display_number, Inbox.phone_number_id)
    inboxes = session.execute(select(Inbox.id, number).order_by(Inbox.id))
    return {
        "inbox": {str(key): name for key, name in inboxes},
        "team": intents.all_teams(language),
        "intent": intents.all_titles(language),
        "person": {str(key): name for key, name in people(session).items()},
        "language": {name: name for name in LANGUAGES},
    }


def people(session: Session) -> dict[int, str]:
    """Everybody's name, also of those who have left."""
    name = func.coalesce(Person.name, func.split_part(Person.email, "@", 1)).label("name")
    return {row.id: row.name for row in session.execute(select(Person.id, name).order_by("name", Person.id))}
