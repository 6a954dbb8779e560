from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import ledger
from tests.lotse import Lotse
from tests.talking import Talk


@pytest.fixture
def lotse(sessions: sessionmaker[Session]) -> Iterator[Lotse]:
    """A Lotse whose ledger is still right when the test is over, whatever happened in it."""
    yield Lotse(sessions)
    with sessions() as session:
        assert ledger.unexplained(session, None, None, most=20) == []


@pytest.fixture
def talk(lotse: Lotse, setting: Callable[[str, str], None]) -> Talk:
    """A conversation with a Lotse that says closing sentences, at any hour."""
    return Talk(lotse, setting)
