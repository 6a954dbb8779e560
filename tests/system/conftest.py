"""A whole Lotse in real processes, with a classifier trained on a part of the starter playbook."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app.playbook.reading import STARTER
from tests.processes import Stand
from tests.shared import made_once

INTENTS = ("greeting", "human_agent", "opening_hours", "order_status", "delivery_options", "out_of_scope")


@pytest.fixture(scope="session")
def small_playbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Few intents, so that training takes seconds; what is tested here is the way, not the classifier."""
    folder = tmp_path_factory.mktemp("playbook")
    (folder / "intents").mkdir()
    for name in INTENTS:
        text = (STARTER / "intents" / f"{name}.toml").read_text("utf-8")
        one_batch = "[[examples]]".join(text.split("[[examples]]")[:2])
        (folder / "intents" / f"{name}.toml").write_text(one_batch, "utf-8")
    (folder / "playbook.toml").write_text((STARTER / "playbook.toml").read_text("utf-8"), "utf-8")
    return folder


def certify_all(lotse: Stand) -> None:
    """So few examples prove nothing; what is tested here is the way of an answer."""
    with psycopg.connect(lotse.postgres.url) as connection:
        connection.execute("UPDATE certificates SET stands = true, threshold = 0.5")


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory, small_playbook: Path) -> Path:
    """A folder as `release` leaves it: migrated, with a trained classifier, whose intents may all answer."""

    def release(folder: Path) -> None:
        lotse = Stand(folder, changes={"PLAYBOOK_DIR": str(small_playbook)})
        lotse.postgres.start()
        lotse.command("release")
        certify_all(lotse)
        lotse.stop()

    return made_once(tmp_path_factory, "released", release)


@pytest.fixture
def stand(tmp_path: Path, small_playbook: Path, released: Path) -> Iterator[Stand]:
    """Lotse as the Procfile describes it, on servers of its own."""
    subprocess.run(["cp", "-a", released / "postgres", tmp_path], check=True)  # keeps the files' owner
    lotse = Stand(tmp_path, changes={"PLAYBOOK_DIR": str(small_playbook)})
    lotse.postgres.start()
    lotse.valkey.start()
    yield lotse
    lotse.stop()
