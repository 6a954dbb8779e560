"""Settings: every problem at once, in words, and no secret's value."""

from pathlib import Path

import pytest

from app import settings
from app.settings import SettingsError
from tests.conftest import SETTINGS

COMPLETE = {**SETTINGS, "DATABASE_URL": "postgres://u:p@host/db", "REDIS_URL": "redis://host"}


@pytest.fixture(autouse=True)
def only_these_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in {**COMPLETE, "VAR_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)


def loaded() -> settings.Settings:
    return settings.load.__wrapped__()


def test_a_complete_environment_is_read() -> None:
    assert loaded().database_url == "postgresql+psycopg://u:p@host/db"


def test_every_missing_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "WHATSAPP_APP_SECRET"):
        monkeypatch.delenv(name)
    with pytest.raises(SettingsError) as raised:
        loaded()

    assert "DATABASE_URL: is not set" in str(raised.value)
    assert "WHATSAPP_APP_SECRET: is not set" in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "too-short-secret"),
        ("DATABASE_URL", "sqlite:///x-secret"),
        ("REDIS_URL", "http://x-secret"),
        ("WHATSAPP_APP_SECRET", " , "),
        ("JOIN_SECONDS", "-1"),
        ("PORT", "99999"),
        ("GRAPH_URL", "graph.facebook.com"),
    ],
)
def test_a_wrong_value_is_named_but_not_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name) as raised:
        loaded()

    assert "secret" not in str(raised.value).replace("SECRET", "")


def test_the_file_of_the_first_run_is_read_and_a_set_variable_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("WHATSAPP_VERIFY_TOKEN='from the file'\nWHATSAPP_ACCESS_TOKEN='from the file'\n")
    monkeypatch.delenv("WHATSAPP_VERIFY_TOKEN")

    assert loaded().whatsapp_verify_token.get_secret_value() == "from the file"
    assert loaded().whatsapp_access_token.get_secret_value() == SETTINGS["WHATSAPP_ACCESS_TOKEN"]


def test_a_moved_clock_is_refused_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_NOW_OFFSET", "3600")
    assert loaded().lotse_now_offset == 3600

    monkeypatch.delenv("GRAPH_URL")
    with pytest.raises(SettingsError, match="LOTSE_NOW_OFFSET"):
        loaded()
