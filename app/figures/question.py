"""What a report is asked for: the days, and what it is narrowed to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from app import ledger
from app.samples.mark import is_in_real
from app.tables import Conversation, Decision

Conditions = list[ColumnElement[bool]]
EARLIER = timedelta(days=15)  # no wait that is measured began longer than that before the range, see app.figures.waits


@dataclass(frozen=True, slots=True)
class Question:
    """The business's days from the first to the last. None: not narrowed."""

    first: date
    last: date
    inbox_id: int | None = None
    team: str | None = None
    intent: str | None = None
    language: str | None = None
    person_id: int | None = None

    @property
    def since(self) -> datetime:
        return ledger.bounds(self.first)[0]

    @property
    def until(self) -> datetime:
        return ledger.bounds(self.last)[1]

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    def of_talk(self, conversation_id: Any) -> Conditions:
        """For what happens in a conversation: its number, and the team that it went to last. Samples count nowhere."""
        asked = ((Conversation.inbox_id, self.inbox_id), (Conversation.team, self.team))
        return [is_in_real(conversation_id), *_among(conversation_id, Conversation.id, asked)]

    def of_turn(self, decision_id: Any) -> Conditions:
        """For what a customer wanted: the intent and the language of its decision."""
        asked = ((Decision.intent, self.intent), (Decision.language, self.language))
        return _among(decision_id, Decision.id, asked, Decision.created_at >= self.since - EARLIER)

    def of_person(self, person_id: Any) -> Conditions:
        return [person_id == self.person_id] if self.person_id else []


def _among(column: Any, key: Any, asked: Iterable[tuple[Any, object]], *lately: ColumnElement[bool]) -> Conditions:
    """`lately`: what holds of all of them, so that no more are read than have to be."""
    wanted = [its == value for its, value in asked if value is not None]
    return [column.in_(select(key).where(*wanted, *lately))] if wanted else []
