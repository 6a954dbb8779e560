import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.lotse import Lotse


@pytest.fixture
def lotse(sessions: sessionmaker[Session]) -> Lotse:
    return Lotse(sessions)
