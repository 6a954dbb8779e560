"""`lotse release`: in nobody's way for long, whole or not at all, and clear about it."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from app import database
from commands import main, migrating
from commands.migrating import MigrationError, config, migrate
from commands.servers import Postgres
from migrations.beside import build_index
from tests.processes import wait_for
from tests.scratch import scratch

BEFORE, FIRST_INDEX = "0015", "ix_events_at"  # the next migration makes it before it comes to the messages
IN_USE = "LOCK TABLE messages IN ROW EXCLUSIVE MODE"  # as every write does


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "PAUSES", ())


@pytest.fixture
def url(environment: None, postgres: Postgres) -> Iterator[str]:
    """A database as the version before left it."""
    with scratch(postgres) as address:
        command.upgrade(config(), BEFORE)
        yield address


SLOWLY = """
CREATE FUNCTION slow() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN IF current_setting('statement_timeout') = '1s' THEN PERFORM pg_sleep(2); END IF; END $$;
CREATE EVENT TRIGGER slowly ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION slow()
"""


@contextmanager
def somebody(url: str, *statements: str) -> Iterator[psycopg.Connection]:
    """Another session, in the middle of a transaction."""
    with psycopg.connect(url, application_name="a long report") as connection:
        for statement in statements:
            connection.execute(statement)
        yield connection


def ask(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()[0]  # type: ignore[index]


def version(url: str) -> object:
    return ask(url, "SELECT version_num FROM alembic_version")


def test_a_table_in_use_ends_the_release_in_time_with_nothing_half_done(url: str) -> None:
    with somebody(url, IN_USE), pytest.raises(MigrationError) as raised:
        migrate()

    said = str(raised.value)
    assert "in 1 attempts the tables were in use" in said
    assert f"at migration {BEFORE}, whole, with nothing half done" in said
    assert "running version goes on" in said
    assert "(a long report) for" in said
    assert version(url) == BEFORE
    assert ask(url, f"SELECT to_regclass('{FIRST_INDEX}')") is None

    migrate()
    assert version(url) == newest()
    assert ask(url, f"SELECT to_regclass('{FIRST_INDEX}') IS NOT NULL")


def test_who_is_in_the_way_for_a_moment_only_is_waited_for(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "PAUSES", (0.1,))
    with somebody(url, IN_USE) as other:
        monkeypatch.setattr(migrating.time, "sleep", lambda seconds: other.rollback())
        migrate()

    assert version(url) == newest()


def test_a_statement_that_takes_too_long_is_stopped_and_can_be_given_more_time(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(SLOWLY)
    with pytest.raises(MigrationError, match="--statement-seconds 600") as raised:
        migrate(statement_seconds=1)

    assert f"at migration {BEFORE}, whole" in str(raised.value)
    assert version(url) == BEFORE
    migrate(statement_seconds=60)
    assert version(url) == newest()


def test_two_releases_take_turns_and_the_command_says_so_in_a_line(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(migrating, "TURN_SECONDS", 0)
    monkeypatch.setattr(sys, "argv", ["lotse", "release"])
    with (
        somebody(url, f"SELECT pg_advisory_xact_lock({migrating.ONE_AT_A_TIME})"),
        pytest.raises(SystemExit) as ended,
    ):
        main.main()

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("Another release has been migrating")
    assert version(url) == BEFORE


def test_an_index_is_built_while_others_write_and_a_broken_one_anew(url: str) -> None:
    built = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('ix_tried')"
    waits = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%' AND wait_event_type = 'Lock'"
    with somebody(url, IN_USE) as writer, ThreadPoolExecutor(1) as beside:
        building = beside.submit(build)
        wait_for(lambda: ask(url, waits), 10, "the index to wait for who writes")
        with psycopg.connect(url) as other:
            other.execute("SET lock_timeout = '200ms'")
            other.execute("UPDATE messages SET text = NULL")
        writer.rollback()
        building.result(10)
    assert ask(url, built)

    with psycopg.connect(url) as other:
        other.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_tried'::regclass")
    build()
    assert ask(url, built)


def build() -> None:
    """As a migration to come will."""
    with database.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"transaction_per_migration": True})
        with context.begin_transaction(_per_migration=True), Operations.context(context):
            build_index("ix_tried", "messages", ["text"])


def newest() -> str | None:
    return ScriptDirectory(str(migrating.SCRIPTS)).get_current_head()
