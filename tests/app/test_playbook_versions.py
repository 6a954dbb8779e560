"""The playbook that people change: one place for all processes, every change a version, nothing broken or lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock
from app import playbook as playbooks
from app.playbook import active, backtracking, editing, versions
from app.playbook.errors import PlaybookError
from app.playbook.versions import FOLDER, Change, ConflictError, Files
from app.tables import Person, PlaybookVersion
from tests.app.dashboard.visitor import add_person
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message
from workers import jobs, tools

HOURS = "opening_hours"
Save = Callable[..., int | None]


@pytest.fixture
def anna(sessions: sessionmaker[Session]) -> Person:
    return add_person(sessions, role="admin")


@pytest.fixture
def save(sessions: sessionmaker[Session], anna: Person) -> Save:
    """Saves what a function makes of the files, beginning from the newest version unless another is named."""

    def saved(edit: Callable[[Files], Files], began: int | None = None) -> int | None:
        with sessions.begin() as session:
            began = versions.newest(session) if began is None else began
            return versions.save(session, began, edit, Change("intent", HOURS), anna.id, clock.now(session))

    return saved


def says(text: str, intent: str = HOURS) -> Callable[[Files], Files]:
    answers = {"answers": {"de": text, "en": text}}
    return lambda files: editing.intent(files, intent, {}, answers)


def answer(intent: str = HOURS) -> str:
    return playbooks.current().playbook.intents[intent].answers["de"]


def test_before_the_first_version_the_files_of_the_folder_hold(sessions: sessionmaker[Session]) -> None:
    held = playbooks.current()
    assert held.version == FOLDER
    assert "{{opening_hours}}" in held.playbook.intents[HOURS].answers["de"]


def test_an_expression_that_could_hold_everybody_up_is_not_saved_and_an_old_one_hinders_nothing(
    save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = "[numbers]\ncustomer_number = '(?:[A-Z]+-?)+\\d{4}'\n"

    def worse(files: Files) -> Files:
        return {**files, "playbook.toml": files["playbook.toml"].replace("[numbers]\n", slow)}

    with pytest.raises(PlaybookError, match=r"numbers\.customer_number"):
        save(worse)
    with monkeypatch.context() as before:
        before.setattr(backtracking, "is_slow", lambda _: False)
        assert save(worse) == 1
    assert save(says("Eins")) == 2


def test_the_newest_version_holds_in_a_process_that_had_read_another(save: Save) -> None:
    playbooks.load()
    assert (save(says("Eins")), save(says("Zwei"))) == (1, 2)
    assert answer() == "Zwei"
    assert playbooks.current().playbook.intents.keys() == playbooks.load().intents.keys()


def test_a_new_version_is_noticed_within_seconds_and_not_asked_for_each_time(
    save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    newest = versions.newest
    monkeypatch.setattr(versions, "newest", lambda session: asked.append(1) or newest(session))
    save(says("Eins"))
    asked.clear()
    assert {playbooks.load().intents[HOURS].answers["de"] for _ in range(50)} == {"Eins"}
    assert len(asked) == 1
    save(says("Zwei"))
    monkeypatch.setattr(active, "SECONDS", 0.0)
    assert playbooks.load().intents[HOURS].answers["de"] == "Zwei"


def test_a_broken_version_is_refused_in_the_checkers_words_and_never_holds(
    save: Save, sessions: sessionmaker[Session]
) -> None:
    save(says("Eins"))
    broken: tuple[tuple[Callable[[Files], Files], str], ...] = (
        (lambda files: files | {"playbook.toml": "threshold ="}, "not valid TOML"),
        (lambda files: editing.intent(files, "complaint", {"autonomy": "auto"}, {}), "locked to people"),
        (says("x" * 4090), "4096"),
        (lambda files: editing.without_intent(files, "out_of_scope"), "out_of_scope"),
    )
    for edit, said in broken:
        with pytest.raises(PlaybookError, match=said):
            save(edit)
    with sessions() as session:
        assert session.scalars(select(PlaybookVersion.id)).all() == [1]
    assert answer() == "Eins"


def test_a_version_that_this_lotse_cannot_read_leaves_the_one_before(
    save: Save, sessions: sessionmaker[Session], anna: Person
) -> None:
    save(says("Eins"))
    assert answer() == "Eins"
    with sessions.begin() as session:
        session.add(PlaybookVersion(files={"playbook.toml": "of_a_later_lotse = true"}, person_id=anna.id))
    assert answer() == "Eins"
    playbooks.forget()
    with pytest.raises(PlaybookError, match="version 2"):
        playbooks.load()


def test_two_people_may_change_different_files_at_once(save: Save) -> None:
    save(says("Eins"), began=FOLDER)
    save(says("Drei", "order_status"), began=FOLDER)
    assert (answer(), answer("order_status")) == ("Eins", "Drei")


def test_the_second_of_two_who_change_the_same_file_is_refused_and_loses_nothing(save: Save) -> None:
    save(says("Eins"))
    save(says("Zwei"), began=1)
    with pytest.raises(ConflictError) as refused:
        save(says("Drei"), began=1)
    path = editing.path(HOURS)
    assert "Zwei" in refused.value.theirs[path]
    assert "Drei" in refused.value.mine[path]
    assert (refused.value.version, answer()) == (2, "Zwei")
    assert save(says("Drei"), began=2) == 3


def test_who_saves_what_holds_already_makes_no_version(save: Save) -> None:
    save(says("Eins"))
    assert save(says("Eins")) is None
    assert save(says("Eins"), began=FOLDER) is None


def test_workers_say_the_new_answer_to_the_next_message(
    save: Save, lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "classifier", lambda: predicts(HOURS))
    monkeypatch.setattr(active, "SECONDS", 0.0)
    for number, words in enumerate(("Eins", "Zwei")):
        save(says(words))
        lotse.receive(text_message("wann habt ihr offen", phone=f"49170000000{number}"))
        jobs.triage()
    assert [(message.text or "").split("\n")[0] for message in lotse.outbound()] == ["Eins", "Zwei"]


def test_without_its_database_a_process_keeps_what_it_has_read(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    def away(session: Session) -> int:
        raise OperationalError("select", {}, Exception("away"))

    save(says("Eins"))
    assert answer() == "Eins"
    monkeypatch.setattr(versions, "newest", away)
    assert answer() == "Eins"


def test_a_tool_without_a_database_reads_the_folder(
    save: Save, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from app import settings

    save(says("Eins"))
    playbooks.forget()
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    settings.load.cache_clear()
    try:
        assert answer() != "Eins"
    finally:
        monkeypatch.undo()
        settings.load.cache_clear()
