"""`lotse release`: in nobody's way for long, whole or not at all, and clear about it."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
import sklearn
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from app import classifiers, database
from app.classifiers import Artefact
from commands import main, migrating
from commands.migrating import MigrationError, config, migrate
from commands.servers import Postgres
from migrations.beside import build_index
from models import artefact
from tests.processes import wait_for
from tests.scratch import scratch
from workers import training

BEFORE, FIRST_INDEX = "0015", "ix_events_at"  # the next migration makes it before it comes to the messages
ACTIVE = "SELECT version FROM classifiers WHERE active"
IN_USE = "LOCK TABLE messages IN ROW EXCLUSIVE MODE"  # as every write does

Released = Callable[..., None]


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


def test_the_command_on_an_empty_database_makes_the_tables_and_a_classifier_once(
    environment: None, postgres: Postgres, released: Released, trained: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with scratch(postgres) as url:
        released()
        assert version(url) == newest()
        assert ask(url, ACTIVE) == trained[-1]
        assert f"The classifier {trained[-1]} is active" in capsys.readouterr().err

        with psycopg.connect(url) as connection:  # a release that took long
            connection.execute("UPDATE ledger_checks SET checked_at = now() - interval '9 minutes'")
        released()
        assert (len(trained), capsys.readouterr().err) == (1, "")
        assert ask(url, "SELECT checked_at > now() - interval '1 minute' FROM ledger_checks")

        with psycopg.connect(url) as connection:
            connection.execute("UPDATE classifiers SET hmac = 'forged'")
        released()
        assert ask(url, ACTIVE) == trained[-1] != trained[0]
        assert "does not carry this installation's signature" in capsys.readouterr().err


def test_the_command_that_cannot_have_a_table_says_what_is_safe_and_what_to_do_and_goes_on_next_time(
    url: str, released: Released, trained: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with somebody(url, IN_USE):
        released(code=2)
    said = capsys.readouterr().err
    for words in ("The release stopped: in 1 attempts", "nothing half done", "goes on with it", "a long report"):
        assert words in said, words
    assert "then run `lotse release` again" in said
    assert "Traceback" not in said
    assert (version(url), trained) == (BEFORE, [])

    released()
    assert version(url) == newest()
    assert ask(url, ACTIVE) == trained[-1]


def test_examples_that_cannot_be_learnt_from_are_said_in_a_line_and_the_tables_stay(
    url: str, released: Released, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unfit(_: object) -> Artefact:
        raise ValueError("All examples have the same label.")

    monkeypatch.setattr(training, "train", unfit)
    released(code=2)
    said = capsys.readouterr().err
    for words in ("No classifier was made: All examples have", "people get everything", "run the command again"):
        assert words in said, words
    assert version(url) == newest()


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch) -> Released:
    """Runs the command, which ends with that code."""
    monkeypatch.setattr(sys, "argv", ["lotse", "release"])

    def run(code: int = 0) -> None:
        with pytest.raises(SystemExit) as ended:
            main.main()
        assert (ended.value.code or 0) == code

    return run


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The classifiers that were made instead of trained ones, each a minute's work."""
    made: list[str] = []

    def train(_: object) -> Artefact:
        made.append(f"2026-{len(made)}-tiny")
        libraries = {"scikit-learn": sklearn.__version__}
        facts = {"format": artefact.FORMAT, "version": "tiny", "libraries": libraries, "embeddings": None}
        facts |= {"certificates": [], "confirmed": 0, "examples": 3}
        return Artefact(made[-1], b"tiny", artefact._sign(b"tiny", classifiers.secret()), facts)

    monkeypatch.setattr(training, "train", train)
    return made


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
