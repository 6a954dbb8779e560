from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import ledger
from tests.lotse import Lotse


@pytest.fixture
def lotse(sessions: sessionmaker[Session]) -> Iterator[Lotse]:
    """A Lotse whose ledger is still right when the test is over, whatever happened in it."""
    yield Lotse(sessions)
    with sessions() as session:
        assert ledger.unexplained(session, None, None, most=20) == []
