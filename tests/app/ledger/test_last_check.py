"""On a new installation the time of the migration stands for the first check, which has not been made yet."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import make_url, text, update
from sqlalchemy.orm import Session, sessionmaker

from app import database
from app.ledger import last_check
from app.tables import LedgerCheck
from commands.servers import Postgres
from tests.conftest import forget_settings, migrate


@pytest.fixture
def fresh(environment: None, postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[sessionmaker[Session]]:
    """Sessions on another, newly migrated database."""
    with database.engine().execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("CREATE DATABASE fresh"))
    with monkeypatch.context() as changed:
        url = make_url(postgres.url).set(database="fresh")
        database.engine().dispose()
        changed.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
        forget_settings()
        migrate()
        yield database.sessions()
        database.engine().dispose()
    forget_settings()
    with database.engine().execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("DROP DATABASE fresh"))


def test_a_new_installation_misses_its_first_check_only_after_its_time(fresh: sessionmaker[Session]) -> None:
    with fresh.begin() as session:
        assert last_check.at(session)
        assert last_check.missed_since(session) is None
        session.execute(update(LedgerCheck).values(checked_at=LedgerCheck.checked_at - timedelta(minutes=6)))
        assert last_check.missed_since(session) == last_check.at(session)
        assert last_check.found(session) == []
        last_check.give_time(session)
        assert last_check.missed_since(session) is None
