"""What people do in a script, and what can be looked up in Lotse while it is played."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, handling, locking, pausing, replies
from app.dashboard.texts import TEXTS
from app.tables import Conversation, Person
from tests.conversations.script import CUSTOMERS, PHONES, Step
from tests.conversations.world import World

A_SECOND = timedelta(seconds=1)

Verb = Callable[[Session, Conversation, Person], object]


@dataclass
class Stage:
    """Carries out steps; what a step promises and is not so raises AssertionError."""

    world: World
    taken_away: Callable[[bool], None]  # lets the web application refuse webhooks, or take them again
    people: dict[str, int] = field(default_factory=dict)

    def perform(self, step: Step) -> None:
        if step.who in CUSTOMERS:
            self.world.post(f"/api/customers/{self.world.customer}/messages", text=step.text)
        elif step.who in PHONES:
            self.world.post("/api/echoes", key=self.world.customer, text=step.text)
        elif step.who:
            self._replies(step)
        else:
            getattr(self, step.text)(**step.named)
        if not self.world.away:
            self.world.work()

    def _replies(self, step: Step) -> None:
        self._act(
            step.who,
            lambda session, conversation, person: replies.reply(
                session, conversation, person, step.text, uuid4(), clock.now(session)
            ),
        )
        self.world.go_to(self.world.clock.now + A_SECOND)
        latest = self.world.chat()[-1]
        assert latest["text"] == step.text, f"the customer sees {latest['text']!r} instead"

    def _act(self, who: str, verb: Verb) -> None:
        self.world.clock.hold()
        with self.world.sessions.begin() as session:
            conversation = locking.lock(session, self._conversation(session).id)
            assert conversation is not None
            verb(session, conversation, self._person(session, who))

    def _conversation(self, session: Session) -> Conversation:
        return session.scalars(select(Conversation)).one()

    def _person(self, session: Session, name: str) -> Person:
        """Everybody whose name is in a script works here, and has the page open."""
        email = f"{name.lower()}@example.com"
        person = session.scalars(select(Person).where(Person.email == email)).one_or_none()
        person = person or Person(email=email, role="supervisor", password_hash="none")
        person.seen_at = clock.now(session)
        session.add(person)
        session.flush()
        return person

    def taps(self, title: str) -> None:
        for message in reversed(self.world.chat()):
            if key := titles(message).get(title):
                self.world.post(f"/api/customers/{self.world.customer}/messages/{message['wamid']}/tap", id=key)
                return
        raise AssertionError(f"there is no button {title!r}")

    def takes(self, who: str) -> None:
        self._act(who, handling.take)

    def hands_back(self, who: str) -> None:
        self._act(who, handling.hand_back)

    def resolves(self, who: str) -> None:
        self._act(who, handling.resolve)

    def stops(self, who: str) -> None:
        self._act(who, handling.stop)

    def pauses(self, who: str, reason: str) -> None:
        self.world.clock.hold()
        with self.world.sessions.begin() as session:
            assert pausing.pause(session, self._person(session, who), reason, clock.now(session))

    def resumes(self, who: str) -> None:
        self.world.clock.hold()
        with self.world.sessions.begin() as session:
            assert pausing.resume(session, self._person(session, who), clock.now(session))

    def fails(self) -> None:
        self.world.away = True
        self.taken_away(True)

    def is_back(self) -> None:
        self.world.away = False
        self.taken_away(False)
        self.world.bring_again()

    def is_silent(self) -> None:
        """That Lotse says nothing but what stands in the script is checked everywhere."""

    def waits(self, reason: str) -> None:
        with self.world.sessions() as session:
            found = self._conversation(session)
        said = (found.owner, said_in_words(found.reason))
        assert found.owner == "waiting", f"it does not wait, it is with {found.owner}"
        assert reason in said[1], f"it waits because of {' / '.join(said[1])!r}"

    def is_with(self, who: str) -> None:
        with self.world.sessions() as session:
            found = self._conversation(session)
            assignee = found.assignee.email.partition("@")[0] if found.assignee else ""
        names = {"bot": "lotse", "agent": assignee or "telefon"}
        assert names.get(found.owner, found.owner) == who.lower(), f"it is with {names.get(found.owner, found.owner)}"

    def is_resolved(self) -> None:
        with self.world.sessions() as session:
            assert self._conversation(session).owner == "resolved"


def said_in_words(reason: str | None) -> tuple[str, ...]:
    """The reason as the dashboard has it, in German and English."""
    return tuple(texts.get(f"reason.{reason}", str(reason)) for texts in TEXTS.values())


def titles(message: dict[str, object]) -> dict[str, str]:
    """The ids of what can be tapped under a message, by their titles."""
    content = message.get("content")
    action = content.get("action", {}) if isinstance(content, dict) else {}
    buttons = [one["reply"] for one in action.get("buttons", [])]
    rows = [row for section in action.get("sections", []) for row in section["rows"]]
    return {one["title"]: one["id"] for one in (*buttons, *rows)}
