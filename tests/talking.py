"""A customer who talks with a Lotse that says closing sentences, by a clock that the test moves on."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app import handling, planning
from app.tables import Contact, Event, Person
from models.prediction import Prediction
from tests.lotse import TALKING, Lotse
from tests.webhooks import text_message

ALWAYS_THERE = TALKING.model_copy(update={"hours": None})  # whatever the hour at which the tests run
PHONE = "4915100000001"


def meaning(intent: str, confidence: float = 0.99, language: str | None = "de", **more: Any) -> Callable[..., Any]:
    """A classifier that takes every text for that."""
    return lambda texts: [Prediction(intent, confidence, None, 0.0, language, "test", **more) for _ in texts]


@dataclass
class Talk:
    """One conversation. `texts` are those that WhatsApp got, in order."""

    lotse: Lotse
    setting: Callable[[str, str], None]
    passed: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.lotse.playbook = ALWAYS_THERE

    def later(self, seconds: float) -> None:
        """So much time passes."""
        self.passed += seconds
        self.setting("LOTSE_NOW_OFFSET", str(self.passed))

    def hours_later(self, hours: float) -> None:
        self.later(hours * 3600)

    def writes(self, text: str, intent: str | None = None, confidence: float = 0.99, **changes: Any) -> None:
        """The message arrives, and is not looked at yet; what it means, the classifier says from now on."""
        if intent:
            self.lotse.classify = meaning(intent, confidence)
        self.lotse.receive(text_message(text, **{"timestamp": self.moment, **changes}))

    def says(self, text: str, intent: str | None = None, confidence: float = 0.99, **changes: Any) -> list[str]:
        """The message arrives and Lotse does what it does; returns what it sent."""
        before = len(self.texts)
        self.writes(text, intent, confidence, **changes)
        self.lotse.work()
        return self.texts[before:]

    def reads(self, intent: str) -> list[str]:
        """From now on every text means that; the list grows by what the classifier is given."""
        read: list[str] = []

        def classify(texts: Sequence[str]) -> Any:
            read.extend(texts)
            return meaning(intent)(texts)

        self.lotse.classify = classify
        return read

    def looks_ahead(self) -> None:
        planning.plan_due(self.lotse.sessions, self.lotse.classify, self.lotse.playbook)

    @property
    def moment(self) -> str:
        """Now, in WhatsApp's whole seconds."""
        return str(int(time.time() + self.passed))

    @property
    def texts(self) -> list[str]:
        return [str(sent["text"]) for sent in self.lotse.graph.sent if sent["text"]]

    @property
    def anna(self) -> Person:
        return self.lotse.person()

    def taken(self) -> None:
        anna = self.anna
        self.lotse.change(lambda session, conversation: handling.take(session, conversation, anna))

    def handed_back(self) -> None:
        anna = self.anna
        self.lotse.change(lambda session, conversation: handling.hand_back(session, conversation, anna))

    def resolved(self) -> None:
        anna = self.anna
        self.lotse.change(lambda session, conversation: handling.resolve(session, conversation, anna))

    @property
    def outcomes(self) -> list[tuple[str | None, str | None]]:
        return [(message.outcome, message.outcome_reason) for message in self.lotse.inbound()]

    @property
    def owner(self) -> str:
        return self.lotse.conversation().owner

    @property
    def contact(self) -> Contact:
        with self.lotse.sessions() as session:
            return session.scalars(select(Contact)).one()

    @property
    def timeline(self) -> list[tuple[str, str | None]]:
        with self.lotse.sessions() as session:
            return [(row.kind, row.reason) for row in session.scalars(select(Event).order_by(Event.id))]
