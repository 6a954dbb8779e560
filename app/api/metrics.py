"""Figures: what became of the customers' messages, over a span of time and day by day."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from app import database, figures, ledger
from app.api.problems import ProblemError
from app.api.reading import Given
from app.api.routes import route
from app.figures import volume
from app.figures.question import Question

MOST_DAYS = 92
EARLIEST, LATEST = datetime(2009, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)]
Day = Annotated[date, Field(ge=EARLIEST.date(), le=LATEST.date())]


class LedgerQuery(Given):
    since: Moment | None = None
    until: Moment | None = None


class Counts(BaseModel):
    """Messages that came in; `in` is the sum of the others, and `unexplained` is 0."""

    incoming: int = Field(serialization_alias="in")
    answered: int
    asked: int
    escalated: int
    joined: int
    noted: int
    open: int


class Ledger(Counts):
    unexplained: int
    not_taken_in: int = Field(description="Deliveries that wait to be read: their messages are not counted yet.")
    set_aside: int = Field(description="Deliveries that could not be read.")


class DaysQuery(Given):
    first: Day
    last: Day


class OfDay(Counts):
    day: date
    share: float | None = Field(description="Answered, of what was answered or brought to people (0 to 1).")


class DayCounts(BaseModel):
    days: list[OfDay]


@route(
    "GET", "/metrics/ledger", "Count messages by what became of them", Ledger, scope="metrics:read", query=LedgerQuery
)
def count_messages(query: LedgerQuery) -> Ledger:
    with database.sessions()() as session:
        figures.begin(session)
        counts, left = ledger.count(session, query.since, query.until), ledger.uncounted(session)
    return Ledger(**_named(counts), not_taken_in=left["waiting"], set_aside=left["set_aside"])


@route("GET", "/metrics/days", "The same for each day", DayCounts, scope="metrics:read", query=DaysQuery)
def count_days(query: DaysQuery) -> DayCounts:
    if not 0 <= (query.last - query.first).days < MOST_DAYS:
        said = f"`last` has to be no earlier than `first`, and within {MOST_DAYS} days. Ask for fewer days."
        raise ProblemError(422, "days", said)
    question = Question(query.first, query.last)
    with database.sessions()() as session:
        figures.begin(session)
        found = volume.by_day(volume.read(session, question), question.days)
    rows = [{**dict.fromkeys(("in", *volume.NAMES), 0), **counts} for counts in found.values()]
    shares = map(volume.share, found.values())
    return DayCounts(
        days=[OfDay(day=day, share=share, **_named(row)) for day, share, row in zip(found, shares, rows, strict=True)]
    )


def _named(counts: dict[str, int]) -> dict[str, int]:
    return {"incoming" if name == "in" else name: number for name, number in counts.items()}
