"""The real parts that tests stand on: one PostgreSQL and one Valkey per test process, emptied between tests."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from argon2 import PasswordHasher
from playwright.sync_api import Browser, expect, sync_playwright
from redis import Redis
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from zxcvbn import zxcvbn

from app import database, guessing, logs, passwords, playbook, settings, wake
from app.playbook import Playbook, reading
from app.tables import Base
from commands.servers import Postgres, Valkey

ROOT = Path(__file__).parents[1]
APP_SECRET = "test-app-secret"
NUMBER_ID = "106540352242922"
SETTINGS = {
    "SECRET_KEY": "a-secret-key-for-tests-of-32-and-more-characters",
    "WHATSAPP_APP_SECRET": APP_SECRET,
    "WHATSAPP_VERIFY_TOKEN": "test-verify-token",
    "WHATSAPP_ACCESS_TOKEN": "test-access-token",
    "WHATSAPP_PHONE_NUMBER_ID": NUMBER_ID,
    "GRAPH_URL": "http://127.0.0.1:9",
    "JOIN_SECONDS": "0",
}
HASHER_IN_USE = passwords._hasher
# six times as fast as TRUNCATE, which makes new files for each table and index
WITHOUT_FOREIGN_KEYS = "SET LOCAL session_replication_role = replica"
FROM_ONE = """SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
    FROM pg_sequences WHERE last_value IS NOT NULL"""
SLOW = {"faults", "system", "browser"}
gc.disable()  # until all tests are found: what is made meanwhile stays, and a third of the time goes into looking
CHROMIUM_ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with processes and browsers are spread evenly among the others and come first: so the test processes end
    together, and seldom two of these files run side by side."""
    files = list(dict.fromkeys(item.path for item in items))
    slow = [path for path in files if SLOW & set(path.parts)]
    place = {path: number / len(slow) for number, path in enumerate(slow)}
    quick = [path for path in files if path not in place]
    place |= {path: (number + 1) / len(quick) for number, path in enumerate(quick)}
    items.sort(key=lambda item: place[item.path])


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _parse_a_playbook_once() -> Iterator[None]:
    """Each test looks for its playbook anew, and nearly all find the same files: reading them takes a fifth of a
    second."""
    parse, known = reading.parse, dict[Hashable, Playbook]()

    def parsed(files: Mapping[str, str], *named: str) -> Playbook:
        key = (tuple(files.items()), named)
        if key not in known:
            known[key] = parse(files, *named)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "parse", parsed)
        yield


@pytest.fixture(scope="session", autouse=True)
def _hash_passwords_lightly() -> Iterator[None]:
    """Nearly every page's test signs somebody in, for which the hasher in use takes as long as two pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def postgres(var_dir: Path) -> Iterator[Postgres]:
    server = Postgres(var_dir / "postgres")
    server.start()
    with psycopg.connect(server.url, autocommit=True) as connection:  # no machine dies here, only processes do
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def valkey(var_dir: Path) -> Iterator[Valkey]:
    server = Valkey(var_dir / "valkey")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_judged_here() -> Iterator[None]:
    """Not in a process for each person whom a test adds; `tests/app/test_passwords.py` does that."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(guessing, "guesses", lambda *given: float(zxcvbn(*given)["guesses"]))
        yield


@pytest.fixture(scope="session")
def environment(var_dir: Path, postgres: Postgres, valkey: Valkey) -> Iterator[None]:
    """This process's settings, and a migrated database."""
    before = dict(os.environ)
    os.environ.update(SETTINGS, DATABASE_URL=postgres.url, REDIS_URL=valkey.url, VAR_DIR=str(var_dir))
    forget_settings()
    logs.configure()
    migrate()
    yield
    database.engine().dispose()
    os.environ.clear()
    os.environ.update(before)
    forget_settings()


def forget_settings() -> None:
    for cached in (settings.load, database.engine, database.single_statements, database.sessions, wake.client):
        cached.cache_clear()


def migrate() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    command.upgrade(config, "head")


@pytest.fixture
def sessions(environment: None) -> sessionmaker[Session]:
    """Sessions on an empty database, with an empty Valkey beside it."""
    empty_the_tables()
    playbook.forget()
    wake.connect().flushall()
    return database.sessions()


def empty_the_tables(attempts: int = 5) -> None:
    """A page still open in a test's browser may ask in that moment, and PostgreSQL then ends one of the two."""
    deleted = "; ".join(f"DELETE FROM {table}" for table in Base.metadata.tables)
    try:
        with database.engine().begin() as connection:
            connection.execute(text(f"{WITHOUT_FOREIGN_KEYS}; {deleted}; {FROM_ONE}"))
    except OperationalError:
        if attempts == 1:
            raise
        empty_the_tables(attempts - 1)


@pytest.fixture
def redis(sessions: sessionmaker[Session]) -> "Redis":
    return wake.connect()


@pytest.fixture
def setting(environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Change a setting for one test: `setting("JOIN_SECONDS", "4")`."""

    def change(name: str, value: str) -> None:
        monkeypatch.setenv(name, value)
        settings.load.cache_clear()

    yield change
    monkeypatch.undo()
    settings.load.cache_clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that `bin/browser` found; `make test` names it in CHROMIUM.

    One for all of a process's tests: Playwright refuses a second beside the first.
    """
    path = os.environ.get("CHROMIUM") or subprocess.check_output([sys.executable, ROOT / "bin/browser"], text=True)
    no_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    expect.set_options(timeout=15_000)  # ms; how soon it comes: bench/live.py
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path.strip(), args=[*CHROMIUM_ARGUMENTS, *no_sandbox])
        yield chromium
        chromium.close()
