"""Driving Lotse's inside from tests: store a delivery, let each kind of work run, look at what came of it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import intake, locking, turns
from app.delivery import outbox, settling
from app.playbook.model import Playbook
from app.playbook.reading import STARTER, read
from app.tables import Conversation, Decision, Delivery, Message, Person
from app.whatsapp.errors import Health, Result, Sent, Uploaded
from models.prediction import Prediction
from tests.certified import certify
from tests.webhooks import encode, envelope

TALKING = read(STARTER, STARTER / "business.example.toml")


def without_closing_sentences(playbook: Playbook) -> Playbook:
    """People get conversations in silence: for tests that count what is sent, and are about something else."""
    handover = playbook.rules.handover.model_copy(update={"say": False})
    return playbook.model_copy(update={"rules": playbook.rules.model_copy(update={"handover": handover})})


PLAYBOOK = without_closing_sentences(TALKING)


def predicts(intent: str, confidence: float = 0.99, language: str | None = "de") -> Callable[..., list[Prediction]]:
    """A classifier that says the same of every text."""
    return lambda texts: [Prediction(intent, confidence, None, 0.0, language, "test") for _ in texts]


@dataclass
class ScriptedGraph:
    """Stands for Meta: answers with the given results in turn, then accepts everything."""

    results: list[Result] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    receipts: list[tuple[str, bool]] = field(default_factory=list)
    healths: list[Health] = field(default_factory=list)
    asked: list[str | None] = field(default_factory=list)
    uploads: list[tuple[str, str, bytes]] = field(default_factory=list)
    meanwhile: Callable[[], Result] | None = None  # what happens while the next request is on its way

    def send(self, phone_number_id: str, body: dict[str, Any], token: str | None = None) -> Result:
        self.sent.append({"phone_number_id": phone_number_id, "token": token, **_as_sent(body)})
        if self.meanwhile:
            happens, self.meanwhile = self.meanwhile, None
            return happens()
        return self.results.pop(0) if self.results else Sent(f"wamid.OUT{len(self.sent)}")

    def mark_read(self, phone_number_id: str, wamid: str, typing: bool = False, token: str | None = None) -> Result:
        self.receipts.append((wamid, typing))
        return Sent(wamid)

    def health(self, phone_number_id: str, token: str | None = None) -> Health:
        self.asked.append(token)
        return self.healths.pop(0) if self.healths else Health(True)

    def upload(self, phone_number_id: str, name: str, mime_type: str, data: Any, token: str | None = None) -> Uploaded:
        self.uploads.append((name, mime_type, b"".join(data) if not isinstance(data, bytes) else data))
        return Uploaded(f"media-{len(self.uploads)}")


def _as_sent(body: dict[str, Any]) -> dict[str, Any]:
    recipient = {name: body[name] for name in ("to", "recipient") if name in body}
    text = body.get("text", {}).get("body")
    return {"recipient": recipient, "text": text, "callback_id": body["biz_opaque_callback_data"], "body": body}


@dataclass
class Lotse:
    """One Lotse on the test database."""

    sessions: sessionmaker[Session]
    classify: Callable[[Sequence[str]], Sequence[Prediction]] | None = field(
        default_factory=lambda: predicts("opening_hours")
    )
    graph: ScriptedGraph = field(default_factory=ScriptedGraph)
    playbook: Playbook = PLAYBOOK
    certified: float | None = 0.8  # from which confidence on all intents may answer; None leaves what there is

    def __post_init__(self) -> None:
        if self.certified is not None:
            certify(self.sessions, self.playbook.intents, threshold=self.certified)

    def receive(self, *messages: dict[str, Any], **envelope_fields: Any) -> None:
        self.receive_bytes(encode(envelope(*messages, **envelope_fields)))

    def receive_bytes(self, body: bytes) -> None:
        with self.sessions.begin() as session:
            session.add(Delivery(body=body))
        self.take_in()

    def take_in(self) -> None:
        while intake.take_in_due(self.sessions):
            pass

    def triage(self) -> None:
        while turns.triage_due(self.sessions, self.classify, self.playbook):
            pass

    def deliver(self) -> None:
        with ThreadPoolExecutor(4) as pool:
            while outbox.deliver_due(self.sessions, self.graph, pool):
                pass

    def work(self) -> None:
        self.take_in()
        self.triage()
        self.deliver()

    def settle(self) -> None:
        settling.settle(self.sessions)

    def inbound(self) -> list[Message]:
        return self._messages("in")

    def outbound(self) -> list[Message]:
        return self._messages("out")

    def _messages(self, direction: str) -> list[Message]:
        with self.sessions() as session:
            return list(session.scalars(select(Message).where(Message.direction == direction).order_by(Message.id)))

    def decisions(self) -> list[Decision]:
        with self.sessions() as session:
            return list(session.scalars(select(Decision).order_by(Decision.id)))

    def conversation(self) -> Conversation:
        with self.sessions() as session:
            return session.scalars(select(Conversation)).one()

    def person(self, email: str = "anna@example.com") -> Person:
        with self.sessions.begin() as session:
            known = session.scalars(select(Person).where(Person.email == email)).one_or_none()
            if known:
                return known
            person = Person(email=email, role="agent", password_hash="none")
            session.add(person)
        return person

    def reply(self, text: str) -> None:
        """Anna answers in the only conversation."""
        from app import clock, replies

        anna = self.person()
        self.change(
            lambda session, conversation: replies.reply(session, conversation, anna, text, uuid4(), clock.now(session))
        )

    def change(self, act: Callable[[Session, Conversation], None]) -> None:
        """Run one of the verbs of app.handling on the only conversation."""

        with self.sessions.begin() as session:
            conversation = locking.lock(session, self.conversation().id)
            assert conversation is not None
            act(session, conversation)
