"""The template that tells of a waiting answer: which one it is, and that the example file is one."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import playbook as playbooks
from app import templates
from app.playbook.checking import check
from app.playbook.reading import STARTER, TEMPLATES_FILE, read
from app.playbook.rules import Rules, Waiting
from tests.lotse import PLAYBOOK

NAMED = Rules(waiting=Waiting(template="answer_waiting"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter's playbook with its example of templates."""
    own = Path(shutil.copytree(STARTER, tmp_path_factory.mktemp("own") / "playbook"))
    shutil.copyfile(own / "templates.example.toml", own / TEMPLATES_FILE)
    return own


@pytest.mark.parametrize(("language", "said"), [("de", "Guten Tag"), ("en", "Hello"), ("tr", "Hello")])
def test_the_customer_is_told_in_their_language_or_else_in_english(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch, folder: Path, language: str, said: str
) -> None:
    book = PLAYBOOK.model_copy(update={"templates": read(folder).templates, "rules": NAMED})
    monkeypatch.setattr(playbooks, "load", lambda: book)
    with sessions() as session:
        chosen = templates.notice(session, language)
        assert chosen is not None
        assert chosen.text.startswith(said)
        assert templates.usable(session) == []  # nothing that would tell of an answer that there is not


def test_without_a_name_nobody_is_told(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        assert templates.notice(session, "de") is None


def test_a_name_that_no_template_has_is_found_by_the_check() -> None:
    found = check(PLAYBOOK.model_copy(update={"rules": NAMED}))
    assert [finding.what for finding in found if finding.where == "rules.toml"] == [
        "waiting.template is answer_waiting, and templates.toml has none of that name"
    ]
