from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from app import clock
from app.hooks import KINDS, keeping, sending
from app.hooks.address import Target
from app.hooks.client import HookError
from app.hooks.keeping import Wish
from app.tables import Hook, HookEvent, Person
from tests.app.dashboard.inbox import Shop, add_person

URL = "https://93.184.216.34/lotse?token=geheim"


@dataclass
class Receiver:
    """Another system that answers as it is told (a status, or an error), and keeps what it got."""

    sessions: sessionmaker[Session]
    answers: int | str = 200
    got: list[tuple[Target, bytes, Mapping[str, str]]] = field(default_factory=list)

    def __call__(self, target: Target, body: bytes, headers: Mapping[str, str]) -> int:
        self.got.append((target, body, headers))
        if isinstance(self.answers, str):
            raise HookError(self.answers)
        return self.answers

    def hears(self) -> int:
        """Send what is due; how many were tried."""
        return sending.send_due(self.sessions, self)

    def later(self, span: timedelta) -> None:
        """So much time passes for what waits."""
        with self.sessions.begin() as session:
            session.execute(update(HookEvent).values(due_at=HookEvent.due_at - span))
            session.execute(update(Hook).values(failing_since=Hook.failing_since - span))

    def events(self) -> list[HookEvent]:
        with self.sessions() as session:
            return list(session.scalars(select(HookEvent).order_by(HookEvent.id)))


@pytest.fixture
def receiver(sessions: sessionmaker[Session]) -> Receiver:
    return Receiver(sessions)


@pytest.fixture
def dora(sessions: sessionmaker[Session]) -> Person:
    return add_person(sessions, "dora@example.com", "admin")


@pytest.fixture
def hook(sessions: sessionmaker[Session], dora: Person) -> Callable[..., tuple[int, str]]:
    """Makes hooks; returns the id and the secret of each."""

    def made(*events: str, **values: Any) -> tuple[int, str]:
        wished = Wish(**{"url": URL, "events": events or KINDS, "inbox_id": None, "with_text": False, **values})
        with sessions.begin() as session:
            hook, secret = keeping.add(session, wished, dora, uuid4(), clock.now(session))
            return hook.id, secret

    return made


@pytest.fixture
def shop(sessions: sessionmaker[Session]) -> Shop:
    return Shop(sessions)
