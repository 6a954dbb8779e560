import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.lotse import Lotse


@pytest.fixture
def lotse(sessions: sessionmaker[Session]) -> Lotse:
    """A Lotse whose ledger may be wrong: here its data are broken on purpose."""
    return Lotse(sessions)
