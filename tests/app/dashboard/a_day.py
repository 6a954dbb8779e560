"""Hand-made days for the supervisors' figures: what customers wrote, what came of it, and what people did."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from app import clock
from app.tables import Correction, Decision, Person
from tests.app.dashboard.inbox import Shop


@dataclass
class Days:
    """Writes what happened at a time of the business's clocks, some days ago."""

    shop: Shop
    today: date

    @property
    def sessions(self) -> sessionmaker[Session]:
        return self.shop.sessions

    def at(self, ago: int, clock_time: str) -> datetime:
        hour, minute = map(int, clock_time.split(":"))
        return datetime.combine(self.today - timedelta(days=ago), time(hour, minute), clock.ZONE)

    def talk(self, **values: Any) -> int:
        return self.shop.conversation(said=None, owner=values.pop("owner", "bot"), **values)

    def came_in(self, talk: int, at: datetime, outcome: str | None = "answered", **values: Any) -> int:
        """A customer's message with its outcome, and with the decision on it where an `intent` is given."""
        intent = values.pop("intent", None)
        if intent:
            values["decision_id"] = self.decided(talk, at, intent)
        minutes = (self.shop.now - at).total_seconds() / 60
        return self.shop.customer_says(talk, "hallo", minutes, **{"outcome": outcome, "stored_at": at, **values})

    def decided(self, talk: int, at: datetime, intent: str, language: str = "de") -> int:
        with self.sessions.begin() as session:
            values = {"kind": "answer", "intent": intent, "language": language, "created_at": at}
            decision = Decision(conversation_id=talk, **values)
            session.add(decision)
            session.flush()
            return decision.id

    def replied(self, talk: int, at: datetime, person: Person, **values: Any) -> int:
        given = {"written_at": at, "stored_at": at, **values}
        return self.shop.we_say(talk, "gern", "delivered", person, **given)

    def happened(self, talk: int, at: datetime, kind: str, person: Person | None = None) -> None:
        self.shop.event(talk, kind, at=at, person_id=person.id if person else None)

    def corrected(self, talk: int, decision: int, at: datetime, person: Person, kind: str = "corrected") -> None:
        with self.sessions.begin() as session:
            values = {"kind": kind, "guessed": "greeting", "intent": "payment", "person_id": person.id, "at": at}
            session.add(Correction(conversation_id=talk, decision_id=decision, **values))
