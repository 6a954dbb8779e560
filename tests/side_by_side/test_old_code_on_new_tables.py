"""The version before goes on working while the next one is deployed: on the next one's tables, and undisturbed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import Script, ScriptDirectory
from redis import Redis
from sqlalchemy import event

from app import database
from commands.migrating import SCRIPTS, config, migrate
from commands.servers import Postgres
from tests.conftest import ROOT
from tests.scratch import scratch
from tests.side_by_side import shape
from tests.side_by_side.__main__ import RECORD
from tests.side_by_side.breaks import broken, holding_up
from tests.side_by_side.shape import Shape

AGREED: dict[str, str] = {}  # what may break the version before all the same, and why
BEFORE = Shape.from_json(json.loads(RECORD.read_text("utf-8")))
SINCE: list[Script] = [*ScriptDirectory(str(SCRIPTS)).iterate_revisions("head", BEFORE.revision)][::-1]
NOTHING_NEW = pytest.mark.skipif(not SINCE, reason="there is no migration since the last release")
WAY_OF_A_MESSAGE = """
from app import database
from tests.lotse import Lotse
from tests.webhooks import text_message
lotse = Lotse(database.sessions())
lotse.receive(text_message("wann habt ihr offen?"))
lotse.work()
lotse.reply("Und danke.")
lotse.deliver()
print([message.outcome for message in lotse.inbound()], [message.status for message in lotse.outbound()])
"""


def test_nothing_that_the_version_before_does_fails_on_the_new_tables(environment: None, postgres: Postgres) -> None:
    found = [told for told in broken(BEFORE, shape.read(postgres.url)) if told not in AGREED]

    assert found == [], "see docs/deploying.md, and AGREED here"


@NOTHING_NEW
def test_no_migration_keeps_the_version_before_from_a_table_that_has_grown(
    environment: None, postgres: Postgres
) -> None:
    said: list[str] = []

    def hear(*about: Any) -> None:
        said.append(about[2])

    with scratch(postgres):
        command.upgrade(config(), BEFORE.revision)
        event.listen(database.engine(), "before_cursor_execute", hear)
        migrate()

    assert [told for told in holding_up(said) if told not in AGREED] == []


@pytest.fixture
def version_before(tmp_path: Path) -> Path:
    """A folder with the last version that did not know the new migrations."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("without git's history there is no version before")
    first = Path(SINCE[0].path).relative_to(ROOT)
    added = git("log", "--diff-filter=A", "--format=%H", "-1", "--", str(first)).strip()
    packed = subprocess.run(["git", "archive", f"{added}^" if added else "HEAD"], cwd=ROOT, capture_output=True)
    if packed.returncode:
        pytest.skip("this clone's history does not reach back to the version before")
    subprocess.run(["tar", "-x", "-C", str(tmp_path)], input=packed.stdout, check=True)
    return tmp_path


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout


@NOTHING_NEW
def test_the_version_before_really_answers_on_the_new_tables(
    redis: Redis, postgres: Postgres, version_before: Path
) -> None:
    with scratch(postgres) as url:
        migrate()
        done = subprocess.run(
            [sys.executable, "-c", WAY_OF_A_MESSAGE],
            cwd=version_before,
            env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(version_before)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,  # a version that cannot write what it did tries again and again
        )

    assert done.stdout.strip().endswith("['answered'] ['sent', 'sent']"), done.stderr[-2000:]
