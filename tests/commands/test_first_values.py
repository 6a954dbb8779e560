"""The first run makes working values; what is set or stands there already wins."""

import stat
from pathlib import Path

from dotenv import dotenv_values

from commands import first_values


def test_every_value_is_made_and_kept(tmp_path: Path) -> None:
    first_values.write(tmp_path)
    first = dotenv_values(tmp_path / ".env")
    first_values.write(tmp_path)

    assert dotenv_values(tmp_path / ".env") == first
    assert len(first["SECRET_KEY"] or "") >= 32
    assert all(first.values())


def test_two_installations_share_no_secret(tmp_path: Path) -> None:
    for name in ("one", "two"):
        first_values.write(tmp_path / name)
    one, two = (dotenv_values(tmp_path / name / ".env") for name in ("one", "two"))

    assert all(one[name] != two[name] for name in one if name != "WHATSAPP_PHONE_NUMBER_ID")


def test_the_file_is_its_owners_only(tmp_path: Path) -> None:
    first_values.write(tmp_path)

    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600


def test_what_stands_in_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("WHATSAPP_VERIFY_TOKEN=mine\n")
    first_values.write(tmp_path)

    assert dotenv_values(tmp_path / ".env")["WHATSAPP_VERIFY_TOKEN"] == "mine"


def test_the_demonstration_shop_is_copied_once_and_then_the_owners(tmp_path: Path) -> None:
    first_values.write(tmp_path)
    (tmp_path / "business.toml").write_text("# mine\n")
    first_values.write(tmp_path)

    assert (tmp_path / "business.toml").read_text() == "# mine\n"
