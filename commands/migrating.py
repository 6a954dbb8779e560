"""Bringing the tables to this version while the version before is at work: briefly, in turn, and again when it was in
somebody's way."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import errors
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from app import database

ONE_AT_A_TIME = 5_018_073  # any number: two processes that migrate at once take turns
TURN_SECONDS = 60
# Seconds before each further attempt; a transaction of Lotse's takes 2 at most.
PAUSES: tuple[float, ...] = (0.5, 1, 2, 4, 8, 8, 8)
SCRIPTS = Path(__file__).parents[1] / "migrations"
OLDEST = text(
    "SELECT pid, coalesce(nullif(application_name, ''), 'no name'), extract(epoch FROM now() - xact_start)::int"
    " FROM pg_stat_activity WHERE datname = current_database() AND xact_start < now() - interval '1 second'"
    " AND pid <> pg_backend_pid() ORDER BY xact_start LIMIT 3"
)


class MigrationError(Exception):
    """The tables are not this version's; the message says why, what is safe, and what to do."""


def config(statement_seconds: int | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    made.attributes["statement_seconds"] = statement_seconds
    return made


def migrate(statement_seconds: int | None = None) -> None:
    """Bring the tables to this version; safe to run at any time and twice. Raises MigrationError.

    `statement_seconds`: how long one statement may take, other than migrations/env.py has it.
    """
    with _in_turn():
        for pause in PAUSES:
            if _upgraded(statement_seconds):
                return
            time.sleep(pause)
        if not _upgraded(statement_seconds):
            raise MigrationError(_in_use(len(PAUSES) + 1))


def _upgraded(statement_seconds: int | None) -> bool:
    """Whether it could be done: not while somebody else uses the tables."""
    try:
        command.upgrade(config(statement_seconds), "head")
    except OperationalError as error:
        if isinstance(error.orig, errors.QueryCanceled):
            raise MigrationError(_too_long()) from None
        if isinstance(error.orig, errors.LockNotAvailable | errors.DeadlockDetected):
            return False
        raise
    return True


@contextmanager
def _in_turn() -> Iterator[None]:
    """Asks again and again: a statement that waits would be waited for, in turn, by an index that is being built
    beside the running work."""
    ends = time.monotonic() + TURN_SECONDS
    with database.engine().begin() as turn:
        while not turn.scalar(select(func.pg_try_advisory_xact_lock(ONE_AT_A_TIME))):
            if time.monotonic() > ends:
                raise MigrationError(
                    f"Another release has been migrating this database for {TURN_SECONDS} seconds. Nothing was changed "
                    "by this one. Let the other come to its end, then run `lotse release` again."
                )
            time.sleep(0.2)
        yield


def _in_use(attempts: int) -> str:
    return (
        f"The release stopped: in {attempts} attempts the tables were in use by somebody else, and waiting longer "
        f"would have held up the running version. {_what_stands()} Who has had a transaction open for long: "
        f"{_oldest()}. Let them end (or end them: SELECT pg_terminate_backend(PID)), then run `lotse release` again."
    )


def _too_long() -> str:
    return (
        "The release stopped: one statement of a migration took longer than it may, because the running version may "
        f"have to wait for it. {_what_stands()} Run it again at a quiet hour with more time: "
        "lotse release --statement-seconds 600. Messages that come meanwhile are kept, by Meta if need be, and follow."
    )


def _what_stands() -> str:
    scripts = ScriptDirectory(str(SCRIPTS))
    return (
        f"The database is at migration {_current()}, whole, with nothing half done; this version needs "
        f"{scripts.get_current_head()}. The running version goes on with it."
    )


def _current() -> str:
    try:
        with database.engine().connect() as connection:
            return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "none")
    except ProgrammingError:
        return "none"


def _oldest() -> str:
    with database.engine().connect() as connection:
        found = [f"process {pid} ({name}) for {seconds} s" for pid, name, seconds in connection.execute(OLDEST)]
    return ", ".join(found) or "nobody any more"
