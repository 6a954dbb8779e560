"""The rules' settings: one documented place, whose values are the defaults."""

import shutil
import tomllib
from pathlib import Path

import pytest

from app.playbook import active
from app.playbook.errors import PlaybookError
from app.playbook.model import Playbook
from app.playbook.reading import RULES_FILE, STARTER, read
from app.playbook.rules import Rules


def shown() -> dict[str, dict[str, object]]:
    return tomllib.loads((STARTER / RULES_FILE).read_text("utf-8"))


def test_the_starter_s_file_shows_every_setting_with_its_default() -> None:
    assert Rules.model_validate(shown()) == Rules()
    text = (STARTER / RULES_FILE).read_text("utf-8")
    for part, given in Rules().model_dump(exclude={"inboxes"}).items():
        for name in given:
            assert f"\n{name} = " in text or f"\n# {name} = " in text, f"{part}.{name} is not shown"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "own"))


def test_a_number_may_wait_for_another_time_than_the_others(own: Path) -> None:
    (own / RULES_FILE).write_text('[inboxes."4711"]\njoin_seconds = 0\n', "utf-8")
    rules = read(own).rules
    assert (rules.join_seconds("4711", 4), rules.join_seconds("4712", 4)) == (0, 4)


def test_without_the_file_the_defaults_hold(own: Path) -> None:
    (own / RULES_FILE).unlink()
    assert read(own).rules == Rules()


def test_a_wrong_setting_is_named_with_its_file(own: Path) -> None:
    (own / RULES_FILE).write_text("[limits]\nper_hour = 0\n[handover]\nsay_it = true\n", "utf-8")
    with pytest.raises(PlaybookError) as refused:
        read(own)
    assert "rules.toml limits.per_hour" in str(refused.value)
    assert "rules.toml handover.say_it" in str(refused.value)


def test_with_a_playbook_that_cannot_be_read_the_defaults_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable() -> Playbook:
        raise PlaybookError("rules.toml limits.per_hour: must be at least 1")

    monkeypatch.setattr(active, "load", unreadable)
    assert active.rules() == Rules()
