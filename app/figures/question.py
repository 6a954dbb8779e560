"""What a report is asked for: the days, and what it is narrowed to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from app import ledger
from app.samples.mark import is_in_real
from app.tables import Conversation, Decision

Conditions = list[ColumnElement[bool]]


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
        return [is_in_real(conversation_id), *_among(conversation_id, Conversation.id, *asked)]

    def of_turn(self, decision_id: Any) -> Conditions:
        """For what a customer wanted: the intent and the language of its decision."""
        return _among(decision_id, Decision.id, (Decision.intent, self.intent), (Decision.language, self.language))

    def of_person(self, person_id: Any) -> Conditions:
        return [person_id == self.person_id] if self.person_id else []


def _among(column: Any, key: Any, *asked: tuple[Any, object]) -> Conditions:
    wanted = [its == value for its, value in asked if value is not None]
    return [column.in_(select(key).where(*wanted))] if wanted else []
