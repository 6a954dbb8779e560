"""A backup by docs/backup.md, restored into an empty database: everything is there, and Lotse works on."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, contacts, database, erasing, inboxes, tokens
from app.inboxes import Keys
from app.tables import Base, ContactAlias
from commands import release
from commands.main import cli
from commands.servers import Postgres
from commands.servers import postgres as programs
from tests.conftest import NUMBER_ID
from tests.lotse import Lotse
from tests.ops.test_documents import blocks
from tests.scratch import scratch
from tests.webhooks import text_message

OURS = "python -m commands "
ERASED = "491510000002"


def counts(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        tables = [*Base.metadata.tables, "alembic_version"]
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # type: ignore[index,arg-type]


def run(line: str, url: str, folder: Path) -> str:
    """A line of the page: Lotse's own commands here, others as a shell runs them."""
    if line.startswith(OURS):
        words, _, into = line.removeprefix(OURS).partition(" > ")
        words, _, given = words.partition(" < ")
        told = CliRunner().invoke(
            cli, shlex.split(words), input=(folder / given).read_text() if given else None, catch_exceptions=False
        )
        assert told.exit_code == 0, told.output
        if into:
            (folder / into).write_text(told.stdout)
        return told.output
    environment = {**os.environ, "PATH": f"{programs._programs()}:{os.environ['PATH']}", "DATABASE_URL": url}
    done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def used(sessions: sessionmaker[Session]) -> Lotse:
    """A Lotse that has answered, been answered, and has a number with a token of its own."""
    lotse = Lotse(sessions)
    for number in range(3):
        lotse.receive(text_message("wann habt ihr offen?", phone=f"49151000000{number}"))
    lotse.work()
    with sessions.begin() as session:
        inboxes.give(contacts.inbox(session, NUMBER_ID), Keys("its own token", None, False))
    return lotse


def test_what_was_backed_up_is_restored_into_an_empty_database(
    used: Lotse, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "has_classifier", lambda: True)  # the test's own cannot be opened
    backup, restore = blocks("backup.md")
    before = counts(postgres.url)
    dump, erased = backup.splitlines()
    run(dump, postgres.url, tmp_path)
    erase_by_right(used, ERASED)
    run(erased, postgres.url, tmp_path)
    with scratch(postgres) as url:
        bring_back, *ours = restore.splitlines()
        run(bring_back, url, tmp_path)
        assert counts(url) == before
        assert ERASED in numbers()

        said = [run(line, url, tmp_path) for line in ours]
        assert ERASED not in numbers(), "who was erased after the dump was made is erased again"
        assert before["messages"] == 6
        assert re.search(r"in +3\n(.*\n)*unexplained +0", said[-1]), said[-1]
        assert their_token() == "its own token"
        works_on(Lotse(database.sessions(), certified=None))


def erase_by_right(lotse: Lotse, number: str) -> None:
    with lotse.sessions.begin() as session:
        contact_id = session.scalars(select(ContactAlias.contact_id).where(ContactAlias.value == number)).one()
        erasing.erase(session, contact_id, None, clock.now(session))


def numbers() -> list[str]:
    with database.sessions()() as session:
        return list(session.scalars(select(ContactAlias.value)))


def their_token() -> str | None:
    with database.sessions()() as session:
        return tokens.token(contacts.inbox(session, NUMBER_ID))


def works_on(lotse: Lotse) -> None:
    lotse.receive(text_message("und am samstag?", phone="491510000009"))
    lotse.work()
    assert [message.outcome for message in lotse.inbound()] == ["answered"] * 4
    assert len(lotse.graph.sent) == 1, "nothing that was sent before goes out again"
