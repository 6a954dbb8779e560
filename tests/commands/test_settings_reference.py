"""docs/settings.md says of every setting what the settings class says."""

import json

from click.testing import CliRunner

from app.settings import Settings
from commands.settings import reference
from tests.conftest import ROOT

FROM_ADD_ONS = {"database_url", "redis_url"}


def test_the_reference_is_what_the_command_prints() -> None:
    printed = CliRunner().invoke(reference).output

    assert (ROOT / "docs/settings.md").read_text("utf-8") == printed, "write it anew: lotse settings > docs/settings.md"
    assert "| `JOIN_SECONDS` | number, 0 to 20 | `4` |" in printed
    assert "| `SECRET_KEY` | secret | **Lotse does not start** |" in printed


def test_every_secret_is_called_one() -> None:
    printed = CliRunner().invoke(reference).output
    kept = [name.upper() for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)]

    assert "METRICS_TOKEN" in kept
    assert [name for name in kept if f"| `{name}` | secret |" not in printed] == []


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_platforms_ask_for_every_setting_that_is_needed_and_for_none_that_there_is_not() -> None:
    asked = {name.lower() for name in json.loads((ROOT / "app.json").read_text("utf-8"))["env"]}
    needed = {name for name, field in Settings.model_fields.items() if field.is_required()}

    assert needed <= asked | FROM_ADD_ONS
    assert asked <= set(Settings.model_fields)
