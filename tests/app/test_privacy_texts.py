"""The ready texts for owners' papers say how long things are really kept."""

import re
from pathlib import Path

import pytest

from app.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
KEPT = {
    name: Settings.model_fields[f"{name}_kept_days"].default
    for name in ("messages", "media", "decisions", "deliveries")
}
# What each text calls them, in the order of KEPT.
SAID = {
    "verzeichnis.md": ("Nachrichten, Notizen, Entwürfe: ", "Bilder und Dateien: ", "Systemen: ", "Zustellungen: "),
    "record.md": ("Messages, notes, drafts: ", "Pictures and files: ", "systems said: ", "Raw deliveries: "),
    "hinweise.md": ("Nachrichten löschen wir nach ", "Dateien nach ", "Programms nach ", "Rohdaten nach "),
    "notice.md": ("We delete messages after ", "files after ", "decisions after ", "raw data after "),
}


@pytest.mark.parametrize("name", SAID)
def test_the_periods_are_the_settings_defaults(name: str) -> None:
    text = (DOCS / "privacy" / name).read_text()
    told = [int(number) for before in SAID[name] for number in re.findall(re.escape(before) + r"(\d+) ", text)]
    assert told == list(KEPT.values())
    assert set(map(int, re.findall(r"(\d+) (?:Tage|days)", text))) == set(KEPT.values())


def test_the_operators_page_names_every_setting_with_its_default() -> None:
    text = (DOCS / "privacy.md").read_text()
    for name, days in KEPT.items():
        assert re.search(rf"`{name.upper()}_KEPT_DAYS` \| {days} days", text)


def test_every_text_is_linked_and_each_has_its_other_language() -> None:
    page = (DOCS / "privacy.md").read_text()
    assert all(f"(privacy/{name})" in page for name in SAID)
    assert {path.name for path in (DOCS / "privacy").iterdir()} == set(SAID)
