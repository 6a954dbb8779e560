from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy.orm import Session, sessionmaker

from app import create_app
from app.tables import Person
from app.wake import waker
from tests.app.dashboard.inbox import Shop, add_person
from tests.browser.inbox.desk import Desk, served


@pytest.fixture(scope="session")
def web(environment: None) -> Flask:
    return create_app()


@pytest.fixture(scope="session")
def address(web: Flask) -> Iterator[str]:
    with served(web) as address:
        yield address


@pytest.fixture
def desk(
    browser: Browser, address: str, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(waker, "soon", lambda kind: None)
    opened = Desk(browser, address)
    yield opened
    opened.close()
    assert opened.mishaps == []


@pytest.fixture
def shop(sessions: sessionmaker[Session]) -> Shop:
    return Shop(sessions)


@pytest.fixture
def anna(sessions: sessionmaker[Session]) -> Person:
    return add_person(sessions)
