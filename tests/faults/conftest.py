"""Plays on real processes and servers of their own."""

import os
import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.play import Play
from tests.processes import Stand
from tests.system.conftest import released as plainly_released
from tests.system.conftest import small_playbook as few_intents
from tests.system.conftest import stand

__all__ = ["few_intents", "plainly_released", "stand"]

TALKATIVE = "[limits]\nper_hour = 100000\n"


@pytest.fixture(scope="session")
def small_playbook(few_intents: Path) -> Path:
    """Each answer names the number in its question, so that none is the same twice, and any number of them may follow:
    customers who write as fast as these would be people's after a minute, and prove nothing about the machine."""
    hours = few_intents / "intents" / "opening_hours.toml"
    text = hours.read_text("utf-8")
    hours.write_text(text.replace("{{opening_hours}}", "{{opening_hours}} ({{order_number}})"), "utf-8")
    (few_intents / "rules.toml").write_text(TALKATIVE, "utf-8")
    return few_intents


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory, plainly_released: Path) -> Path:
    """Its PostgreSQL remembers when each transaction was committed: from then on everybody could see what it wrote.
    Its classifier may be that of tests/system, which learns from the same examples."""
    folder = tmp_path_factory.mktemp("timed")
    subprocess.run(["cp", "-a", plainly_released / "postgres", folder], check=True)  # keeps the files' owner
    with (folder / "postgres" / "postgresql.conf").open("a") as settings:
        settings.write("\ntrack_commit_timestamp = on\n")
    return folder


@pytest.fixture
def seed() -> int:
    """FAULTS_SEED repeats what chance did before; pytest shows it when a test fails."""
    number = int(os.environ.get("FAULTS_SEED") or random.SystemRandom().randrange(10**6))
    print(f"FAULTS_SEED={number}")  # noqa: T201
    return number


@pytest.fixture
def play(stand: Stand, seed: int) -> Iterator[Callable[..., Play]]:
    """Makes plays, and ends them."""
    plays: list[Play] = []

    def make(changes: dict[str, str] | None = None, **settings: Any) -> Play:
        plays.append(Play(stand, seed, **settings))
        return plays[-1].open(**(changes or {}))

    yield make
    for one in plays:
        one.close()
