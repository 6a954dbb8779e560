"""Workers and clock of a new version touch nothing before the tables are theirs; those of an old one go on."""

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from app import database, schema
from commands.migrating import SCRIPTS, config
from commands.servers import Postgres
from tests.scratch import scratch
from workers import migrated


def test_the_newest_migration_is_told_by_its_file() -> None:
    assert schema.newest() == ScriptDirectory(str(SCRIPTS)).get_current_head()


def test_the_processes_wait_until_the_release_is_done(
    environment: None, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def release(seconds: float) -> None:
        """What happens meanwhile: first the tables of the version before, then this one's."""
        waited.append(seconds)
        command.upgrade(config(), "0015" if len(waited) == 1 else "head")

    monkeypatch.setattr(migrated.time, "sleep", release)
    with scratch(postgres):
        migrated.wait()
        assert schema.is_there()

    assert len(waited) == 2


def test_the_version_before_goes_on_when_the_tables_are_newer(
    environment: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "newest", lambda: "0015")

    assert schema.is_there()


def test_a_database_that_is_away_is_waited_for_by_the_work_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = create_engine("postgresql+psycopg://lotse@/lotse?host=/nowhere")
    monkeypatch.setattr(database, "engine", lambda: nobody)

    assert schema.is_there()
