from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from app import create_app
from app.dashboard import lately, viewing
from app.playbook.reading import BUSINESS_FILE
from app.tables import Person
from app.wake import waker
from tests.app.dashboard.inbox import Shop, Visitor, add_person
from tests.small_playbook import write


@pytest.fixture(scope="session")
def web(environment: None) -> Flask:
    app = create_app()
    app.testing = True
    return app


@pytest.fixture(autouse=True)
def nothing_is_taken_over_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that asks right after a change shows it; test_lately.py is about the moment between."""
    monkeypatch.setattr(lately, "AGE", 0.0)
    viewing._rests.clear()


@pytest.fixture
def visitor(web: Flask, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> Callable[[], Visitor]:
    """Makes visitors with a browser of their own each; what they wake is written down instead."""
    woken: list[str] = []
    monkeypatch.setattr(waker, "soon", woken.append)
    return lambda: Visitor(web.test_client(), woken)


@pytest.fixture
def anna(sessions: sessionmaker[Session]) -> Person:
    return add_person(sessions)


@pytest.fixture
def berta(sessions: sessionmaker[Session]) -> Person:
    return add_person(sessions, "berta@example.com")


@pytest.fixture
def agent(visitor: Callable[[], Visitor], anna: Person) -> Visitor:
    """Anna, an agent, signed in."""
    signed_in = visitor()
    signed_in.sign_in(anna.email)
    return signed_in


@pytest.fixture
def supervisor(visitor: Callable[[], Visitor], sessions: sessionmaker[Session]) -> Visitor:
    """Carl, a supervisor, signed in."""
    signed_in = visitor()
    signed_in.sign_in(add_person(sessions, "carl@example.com", "supervisor").email)
    return signed_in


@pytest.fixture
def admin(visitor: Callable[[], Visitor], sessions: sessionmaker[Session]) -> Visitor:
    """Dora, an admin, signed in."""
    signed_in = visitor()
    signed_in.sign_in(add_person(sessions, "dora@example.com", "admin").email)
    return signed_in


@pytest.fixture
def small_playbook(tmp_path: Path, sessions: sessionmaker[Session], setting: Callable[[str, str], None]) -> None:
    """The files that hold before the first version."""
    write(tmp_path)
    setting("PLAYBOOK_DIR", str(tmp_path))
    setting("BUSINESS_FILE", str(tmp_path / BUSINESS_FILE))


@pytest.fixture
def shop(sessions: sessionmaker[Session]) -> Shop:
    return Shop(sessions)
