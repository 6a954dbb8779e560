from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import Client, TestResponse

from app import api_tokens, clock, create_app
from app.api import door
from app.playbook.reading import BUSINESS_FILE
from app.tables import Person
from app.wake import waker
from tests.app.dashboard.inbox import Shop, add_person
from tests.small_playbook import write

__all__ = ["Caller"]


@dataclass
class Caller:
    """Another system with a token."""

    client: Client
    token: str | None
    woken: list[str]

    def get(self, path: str, **query: Any) -> TestResponse:
        return self._ask("GET", path, query_string=query)

    def post(self, path: str, key: str | None = None, **body: Any) -> TestResponse:
        return self._ask("POST", path, json=body, headers={"Idempotency-Key": key} if key else {})

    def put(self, path: str, **body: Any) -> TestResponse:
        return self._ask("PUT", path, json=body)

    def _ask(self, method: str, path: str, headers: dict[str, str] | None = None, **given: Any) -> TestResponse:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return self.client.open(f"/api/v1{path}", method=method, headers={**own, **(headers or {})}, **given)


@pytest.fixture(scope="session")
def web(environment: None) -> Flask:
    app = create_app()
    app.testing = True
    return app


@pytest.fixture
def dora(sessions: sessionmaker[Session]) -> Person:
    return add_person(sessions, "dora@example.com", "admin")


@pytest.fixture
def caller(
    web: Flask, sessions: sessionmaker[Session], dora: Person, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Caller]:
    """Makes callers whose token has these scopes (none given: all); what they wake is written down instead."""
    woken: list[str] = []
    monkeypatch.setattr(waker, "soon", woken.append)

    def made(*scopes: str, days: int | None = None) -> Caller:
        with sessions.begin() as session:
            wanted = scopes or api_tokens.SCOPES
            _, text = api_tokens.make(session, "Shop system", wanted, days, dora, uuid4(), clock.now(session))
        return Caller(web.test_client(), text, woken)

    return made


@pytest.fixture
def shop(sessions: sessionmaker[Session]) -> Shop:
    return Shop(sessions)


@pytest.fixture
def unthrottled() -> Any:
    door.throttle.enabled = False
    yield
    door.throttle.enabled = True


@pytest.fixture
def small_playbook(tmp_path: Path, sessions: sessionmaker[Session], setting: Callable[[str, str], None]) -> None:
    """The files that hold before the first version."""
    write(tmp_path)
    setting("PLAYBOOK_DIR", str(tmp_path))
    setting("BUSINESS_FILE", str(tmp_path / BUSINESS_FILE))
