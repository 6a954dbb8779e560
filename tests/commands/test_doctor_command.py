"""`lotse doctor`: a sentence each, JSON for programs, and an exit code for monitors."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.doctor import checks
from app.doctor.finding import Finding, Level
from commands.doctor import doctor


def run(*arguments: str) -> Result:
    return CliRunner().invoke(doctor, arguments)


@pytest.mark.parametrize(("level", "code"), [("ok", 0), ("warn", 1), ("fail", 2)])
def test_the_exit_code_is_the_worst_finding(
    environment: None, monkeypatch: pytest.MonkeyPatch, level: Level, code: int
) -> None:
    found = [Finding("settings_complete"), Finding("redis_evicts", level, {"policy": "allkeys-lru"})]
    monkeypatch.setattr(checks, "examine_all", lambda offline: found)
    result = run()
    assert result.exit_code == code
    assert ("Set maxmemory-policy to noeviction." in result.output) == (level != "ok")
    printed = json.loads(run("--json", "--language", "de").output)
    assert printed["level"] == level
    assert [one["code"] for one in printed["findings"]] == ["settings_complete", "redis_evicts"]
    assert printed["findings"][0]["finding"] == "Die Einstellungen sind vollständig."


def test_settings_that_are_missing_are_a_finding_and_no_traceback(
    setting: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WHATSAPP_APP_SECRET")
    setting("VAR_DIR", str(tmp_path))
    setting("SECRET_KEY", "short-secret")
    result = run("--json")
    (found,) = json.loads(result.output)["findings"]
    assert (result.exit_code, found["code"]) == (2, "settings")
    assert "WHATSAPP_APP_SECRET: is not set" in found["finding"]
    assert "SECRET_KEY" in found["finding"]
    assert "short-secret" not in result.output
