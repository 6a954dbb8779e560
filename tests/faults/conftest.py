"""Plays on real processes and servers of their own."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.play import Play
from tests.processes import Stand
from tests.system.conftest import released as plainly_released
from tests.system.conftest import small_playbook, stand

__all__ = ["plainly_released", "small_playbook", "stand"]


@pytest.fixture(scope="session")
def released(plainly_released: Path) -> Path:
    """Its PostgreSQL remembers when each transaction was committed: from then on everybody could see what it wrote."""
    with (plainly_released / "postgres" / "postgresql.conf").open("a") as settings:
        settings.write("\ntrack_commit_timestamp = on\n")
    return plainly_released


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
