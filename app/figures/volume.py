"""How many messages came in, and what became of them: by day, by the hour of the week, by the reason of escalation.

It counts what the ledger counts (app.ledger), without asking whether each outcome is true.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app import clock
from app.figures.percentiles import part
from app.figures.question import Question
from app.ledger.standing import IN
from app.tables import OUTCOMES, Message

NAMES = (*OUTCOMES, "open")
FOLLOWED = "with_person"  # why it was escalated: people had the conversation anyway
WEEK = [(weekday, hour) for weekday in range(7) for hour in range(24)]


class Hour(NamedTuple):
    """Messages that came in within an hour of UTC, of one outcome; `reason` of the escalated ones only."""

    at: datetime
    outcome: str
    reason: str | None
    messages: int

    @property
    def local(self) -> datetime:
        """By the business's clocks, which differ from UTC by whole hours."""
        return self.at.astimezone(clock.ZONE)


def read(session: Session, question: Question) -> list[Hour]:
    columns = (
        func.date_trunc("hour", Message.stored_at).label("at"),
        func.coalesce(Message.outcome, "open").label("outcome"),
        case((Message.outcome == "escalated", Message.outcome_reason)).label("reason"),
    )
    here = (Message.direction == IN, Message.stored_at >= question.since, Message.stored_at < question.until)
    narrowed = (*question.of_talk(Message.conversation_id), *question.of_turn(Message.decision_id))
    counted = select(*columns, func.count().label("messages")).where(*here, *narrowed)
    return [Hour(*row) for row in session.execute(counted.group_by("at", "outcome", "reason"))]


def by_day(hours: Iterable[Hour], days: Sequence[date]) -> dict[date, Counter[str]]:
    """For each of the days how many came `in`, of each outcome, and `followed` (escalated, but people had it)."""
    found: dict[date, Counter[str]] = {day: Counter() for day in days}
    for hour in hours:
        add(found[hour.local.date()], hour.outcome, hour.reason, hour.messages)
    return found


def add(counts: Counter[str], outcome: str, reason: str | None, messages: int) -> None:
    counts["in"] += messages
    counts[outcome] += messages
    if reason == FOLLOWED:
        counts["followed"] += messages


def share(counts: Counter[str]) -> float | None:
    """Lotse's answer share: answered, of what was answered or brought to people."""
    to_people = counts["escalated"] - counts["followed"]
    return part(counts["answered"], counts["answered"] + to_people)


def heat(hours: Iterable[Hour], days: Sequence[date]) -> dict[tuple[int, int], float]:
    """How many came in on average in each hour of the week (Monday is 0)."""
    found, times = Counter[tuple[int, int]](), Counter(day.weekday() for day in days)
    for hour in hours:
        found[hour.local.weekday(), hour.local.hour] += hour.messages
    return {(weekday, of_day): found[weekday, of_day] / (times[weekday] or 1) for weekday, of_day in WEEK}


def reasons(hours: Iterable[Hour]) -> list[tuple[str, int]]:
    """Why it came to people, the most frequent first; what came while they had it is left out."""
    found: Counter[str] = Counter()
    for hour in hours:
        if hour.outcome == "escalated" and hour.reason != FOLLOWED:
            found[hour.reason or ""] += hour.messages
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))
