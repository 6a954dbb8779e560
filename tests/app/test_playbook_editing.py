"""Editing a playbook's files leaves what is not edited as it was written: comments, order, other files."""

import difflib

import pytest

from app.playbook import editing
from app.playbook.reading import BUSINESS_FILE, STARTER, gather, parse

FILES = gather(STARTER, STARTER / "business.example.toml")
NAME = "order_status"
HOSTILE = 'neu """eins"""\n\\ {{x}} <script>alert(1)</script> \u202e]\ntitle = "x"'


def lines(files: editing.Files, path: str) -> tuple[list[str], list[str]]:
    """What was taken from a file and what was added, without indentation; all else is unchanged."""
    assert {other for other in files.keys() | FILES.keys() if files.get(other) != FILES.get(other)} <= {path}
    found = list(difflib.ndiff(FILES.get(path, "").splitlines(), files.get(path, "").splitlines()))
    return [line[2:].strip() for line in found if line[:1] == "-"], [
        line[2:].strip() for line in found if line[:1] == "+"
    ]


def test_a_new_answer_changes_its_line_and_no_other() -> None:
    changed = editing.intent(FILES, NAME, {"team": "orders"}, {"answers": {"de": HOSTILE, "en": "Answer"}})
    gone, come = lines(changed, editing.path(NAME))
    assert [line.split(" = ")[0] for line in come] == ["de", "en"]
    assert len(gone) == 2
    assert parse(changed, "here").intents[NAME].answers["de"] == HOSTILE


def test_the_same_again_changes_nothing() -> None:
    intent = parse(FILES, "here").intents[NAME]
    texts = {"title": intent.title, "answers": intent.answers}
    assert editing.intent(FILES, NAME, {"team": intent.team, "collects": None}, texts) == FILES


def test_added_examples_stand_together_as_one_more_source() -> None:
    changed = editing.add_examples(FILES, NAME, "de", [HOSTILE, "wo ist das paket denn nun"])
    changed = editing.add_examples(changed, NAME, "pl", ["gdzie jest paczka"])
    batch = parse(changed, "here").intents[NAME].examples[-1]
    assert (batch.source, batch.de, batch.pl) == (
        editing.SOURCE,
        (HOSTILE, "wo ist das paket denn nun"),
        ("gdzie jest paczka",),
    )
    gone, _ = lines(changed, editing.path(NAME))
    assert [line for line in gone if line] == []


def test_removed_examples_leave_all_others() -> None:
    added = editing.add_examples(FILES, NAME, "de", ["nur eins"])
    changed = editing.remove_examples(added, NAME, {("de", "nur eins"), ("de", "wo bleibt mein paket")})
    gone, come = lines(changed, editing.path(NAME))
    assert '"wo bleibt mein paket",' in gone
    assert not any("nur eins" in line for line in come)
    before, after = (list(parse(files, "here").intents[NAME].texts()) for files in (FILES, changed))
    assert len(after) == len(before) - 1


def test_a_new_intent_has_a_file_of_its_own() -> None:
    texts = {"title": {"de": "Gutscheine", "en": "Vouchers"}, "answers": {"de": "Ja.", "en": "Yes."}}
    changed = editing.new_intent(FILES, "gift_cards", {"team": "sales", "autonomy": "suggest"}, texts)
    changed = editing.add_examples(changed, "gift_cards", "de", ["habt ihr gutscheine"])
    made = parse(changed, "here").intents["gift_cards"]
    assert (made.title["en"], made.answers["de"], [text for text, _, _ in made.texts()]) == (
        "Vouchers",
        "Ja.",
        ["habt ihr gutscheine"],
    )
    assert editing.without_intent(changed, "gift_cards") == FILES


@pytest.mark.parametrize("given", [{"de": "Eins {{when}}", "en": "One {{when}}"}, {}])
def test_a_closing_sentence_is_changed_or_taken_away(given: dict[str, str]) -> None:
    changed = editing.texts(FILES, {("handover", "late"): given})
    lines(changed, "playbook.toml")
    assert parse(changed, "here").handover.get("late", {}) == given


def test_hours_keep_the_comments_that_explain_them() -> None:
    values = {"zone": "Europe/Berlin", "region": "DE-BY", "monday": ["9:00-12:00"], "exceptions": {"2026-12-24": []}}
    changed = editing.table(FILES, "hours", values, BUSINESS_FILE)
    hours = parse(changed, "here").hours
    assert hours
    assert ([str(span) for span in hours.monday], hours.tuesday, hours.region) == (["9:00-12:00"], (), "DE-BY")
    assert "# of the clocks" in changed[BUSINESS_FILE]
    assert parse(editing.table(changed, "hours", None, BUSINESS_FILE), "here").hours is None
    fresh = editing.table({**FILES, BUSINESS_FILE: ""}, "hours", values, BUSINESS_FILE)
    assert parse(fresh, "here").hours == hours
