"""The process of a training: what came of it is said, and until there is something better, what is in use stays."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from app import classifiers, clock, trainings
from app.classifiers import Artefact
from app.tables import Training
from tests.app.dashboard.inbox import add_person
from tests.certified import certificate, certify
from workers import room, trainer
from workers.starting import Starter
from workers.training import Progress


@pytest.fixture
def asked(sessions: sessionmaker[Session]) -> Callable[[], Training]:
    """A training that somebody asked for, beside a classifier in use; called, it says how it stands."""
    certify(sessions, ["greeting", "payment"], "old")
    person = add_person(sessions)
    with sessions.begin() as session:
        trainings.ask(session, person.id, clock.now(session))

    def newest() -> Training:
        with sessions() as session:
            found = trainings.newest(session)
            assert found
            return found

    return newest


def artefact(*intents: str) -> Artefact:
    facts = {"version": "4-abc", "confirmed": 7, "examples": 500, "certificates": [certificate(one) for one in intents]}
    return Artefact("20261129-4-abc", b"", "", facts)


def in_use(sessions: sessionmaker[Session]) -> str | None:
    with sessions() as session:
        return classifiers.active_version(session)


def test_the_new_one_is_in_use_and_people_read_what_it_proved(
    sessions: sessionmaker[Session], asked: Callable[[], Training]
) -> None:
    assert trainer.run(sessions, lambda progress: artefact("greeting", "opening_hours"))

    assert in_use(sessions) == "20261129-4-abc"
    assert asked().outcome == trainings.TRAINED
    assert asked().result == {
        "same": False,
        "examples": 500,
        "of_people": 7,
        "may": ["greeting", "opening_hours"],
        "came": ["opening_hours"],
        "went": ["payment"],
    }
    assert not trainer.run(sessions, lambda progress: artefact())


def test_what_comes_while_it_trains_is_new_for_the_next_one(
    sessions: sessionmaker[Session], asked: Callable[[], Training]
) -> None:
    read_at = datetime(2026, 11, 29, 8, tzinfo=UTC)
    trainer.run(sessions, lambda progress: replace(artefact("greeting"), read_at=read_at))
    with sessions() as session:
        assert trainings.changes(session).since == read_at


def test_it_says_how_far_it_is(
    sessions: sessionmaker[Session], asked: Callable[[], Training], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trainer, "HEARD_SECONDS", 0.01)
    seen: list[int] = []

    def train(progress: Progress) -> Artefact:
        progress(30, 100, "learning")
        progress(1, 1, "the last step counts anew")
        while asked().percent == 0:
            pass
        seen.append(asked().percent)
        return artefact()

    trainer.run(sessions, train)
    assert seen == [99]


def _fails(error: BaseException) -> Callable[[Progress], Artefact]:
    def train(progress: Progress) -> Artefact:
        raise error

    return train


@pytest.mark.parametrize(
    ("error", "outcome", "result"),
    [
        (ValueError("There are no examples."), "unfit", {"said": "There are no examples."}),
        (MemoryError(), "no_room", None),
        (SystemExit(0), "broken_off", None),
        (KeyError("a customer's text"), "failed", {"error": "KeyError"}),
    ],
)
def test_whatever_goes_wrong_is_said_and_what_is_in_use_stays(
    sessions: sessionmaker[Session],
    asked: Callable[[], Training],
    error: BaseException,
    outcome: str,
    result: dict[str, Any] | None,
) -> None:
    trainer.run(sessions, _fails(error))
    assert (asked().outcome, asked().result) == (outcome, result)
    assert in_use(sessions) == "old"


def test_without_memory_for_it_it_is_not_begun(
    sessions: sessionmaker[Session], asked: Callable[[], Training], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "free", lambda: 299.6)
    trainer.run(sessions, lambda progress: artefact())
    assert asked().outcome == "no_room"
    assert (asked().result or {})["free"] == 300
    assert in_use(sessions) == "old"


def test_one_that_was_given_up_meanwhile_changes_nothing(
    sessions: sessionmaker[Session], asked: Callable[[], Training]
) -> None:
    def train(progress: Progress) -> Artefact:
        with sessions.begin() as session:
            session.execute(update(Training).values(ended_at=clock.now(session), outcome="broken_off"))
        return artefact()

    trainer.run(sessions, train)
    assert asked().outcome == "broken_off"
    assert in_use(sessions) == "old"


def test_the_clock_starts_one_process_for_what_is_asked_for_and_none_for_nothing(
    sessions: sessionmaker[Session], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    starter = Starter((sys.executable, "-S", "-c", "import time; time.sleep(30)"))
    starter.look()
    assert not starter.is_running
    request.getfixturevalue("asked")
    starter.look()
    assert starter.is_running
    starter.stop()
    assert not starter.is_running
    starter.look()
    assert not starter.is_running, "one that dies at once is not started in a loop"


def test_the_room_is_what_the_machine_or_its_container_has_left(tmp_path: Path) -> None:
    assert room.free(tmp_path) is None
    for path, text in {
        "proc/meminfo": "MemTotal: 8000000 kB\nMemAvailable:  2000000 kB\n",
        "sys/fs/cgroup/memory.max": "512000000\n",
        "sys/fs/cgroup/memory.current": "400000000\n",
        "sys/fs/cgroup/memory.stat": "anon 1\ninactive_file 50000000\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert room.free(tmp_path) == 162
    (tmp_path / "sys/fs/cgroup/memory.max").write_text("max\n")
    assert room.free(tmp_path) == 2000
