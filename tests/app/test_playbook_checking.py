"""What `lotse playbook check` finds."""

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.playbook import writing
from app.playbook.checking import Finding, check
from app.playbook.errors import PlaybookError
from app.playbook.intents import Examples
from app.playbook.model import Playbook
from app.playbook.reading import STARTER, read
from tests.lotse import PLAYBOOK


def changed(name: str = "opening_hours", **changes: Any) -> Playbook:
    """The starter's, with one intent changed."""
    intent = PLAYBOOK.intents[name].model_copy(update=changes)
    return PLAYBOOK.model_copy(update={"intents": PLAYBOOK.intents | {name: intent}})


def with_examples(*texts: str, name: str = "opening_hours") -> Playbook:
    more = Examples(source="more", de=texts)
    return changed(name, examples=(*PLAYBOOK.intents[name].examples, more))


def new(playbook: Playbook) -> list[Finding]:
    """What it finds beside what it finds in the starter."""
    return [finding for finding in check(playbook) if finding not in of_the_starter()]


@cache
def of_the_starter() -> list[Finding]:
    return check(PLAYBOOK)


def test_nothing_in_the_starter_makes_answers_wrong() -> None:
    assert [finding for finding in check(PLAYBOOK) if finding.grave] == []


def test_the_same_example_under_two_intents_is_a_contradiction() -> None:
    text = PLAYBOOK.intents["store_location"].examples[0].de[0]
    (finding,) = new(with_examples(f"{text.upper()} !!"))
    assert finding.grave
    assert "store_location" in finding.what


def test_an_example_given_twice_is_noticed() -> None:
    text = "na sagt mal wann sperrt ihr denn am vierten advent zu"
    findings = new(with_examples(text, f"{text}??"))
    assert [("given more than once" in finding.what, finding.grave) for finding in findings] == [(True, False)]


def test_nearly_the_same_is_noticed() -> None:
    text = "habt ihr zwischen den jahren eigentlich irgendwann auf oder"
    (finding,) = new(with_examples(text, f"{text} nicht"))
    assert "nearly the same" in finding.what


def test_a_series_from_one_pattern_is_noticed() -> None:
    days = ("montags", "dienstags", "mittwochs", "donnerstags")
    (finding,) = new(with_examples(*(f"sperrt ihr {day} pünktlich zu" for day in days)))
    assert "sperrt ihr … pünktlich zu" in finding.what


def test_a_detail_that_the_customer_writes_is_no_gap_but_somebody_should_ask_for_it() -> None:
    asked = {"de": "Zu {{order_number}} sehen wir nach.", "en": "We look up {{order_number}}."}
    assert new(changed(answers=asked)) == []
    (finding,) = new(changed(answers={"de": "Wir schreiben an {{email}}.", "en": "We write to you."}))
    assert not finding.grave
    assert "[ask.email]" in finding.what


def test_an_answer_with_a_gap_is_wrong() -> None:
    (finding,) = new(changed(answers={"de": "Wir haben {{parking}}.", "en": "Open {{opening_hours}}."}))
    assert (finding.grave, finding.where) == (True, "intents/opening_hours.toml")
    assert "parking" in finding.what


@pytest.mark.parametrize("footer", ["Automatische Antwort.", "Schreiben Sie „Banane“.", "Schreiben Sie Mensch."])
def test_a_footer_that_leads_to_nobody_is_wrong(footer: str) -> None:
    (finding,) = new(PLAYBOOK.model_copy(update={"footer": PLAYBOOK.footer | {"de": footer}}))
    assert (finding.grave, finding.where) == (True, "playbook.toml")


def test_an_answer_that_says_du_among_those_that_say_sie_is_noticed() -> None:
    texts = PLAYBOOK.intents["opening_hours"].answers | {"de": "Komm einfach vorbei, wenn du magst."}
    (finding,) = new(changed(answers=texts))
    assert "opening_hours" in finding.what


def test_a_question_that_says_du_among_answers_that_say_sie_is_noticed() -> None:
    for field in ("question", "footer"):
        texts = getattr(PLAYBOOK, field) | {"de": "Automatisch. Schreib „Mensch“, wenn du magst."}
        (finding,) = new(PLAYBOOK.model_copy(update={field: texts}))
        assert "the footer, the questions and the closing sentences" in finding.what


def test_too_few_examples_in_a_language_are_noticed() -> None:
    few = (Examples(source="one", de=("wann habt ihr auf", "offen?")),)
    assert [finding.what[:16] for finding in new(changed(examples=few))] == ["2 examples in de", "0 examples in en"]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "playbook"
    shutil.copytree(STARTER, folder)
    return folder


def given(folder: Path, *texts: str) -> Playbook:
    writing.add_examples(folder, read(folder), "more", [(text, "opening_hours", "de") for text in texts])
    return read(folder)


def test_what_says_nothing_new_is_thrown_out_and_the_first_stays(own: Path) -> None:
    writing.throw_out(own, read(own))
    before = read(own)
    days = ("montags", "dienstags", "mittwochs", "donnerstags", "freitags")
    playbook = given(
        own,
        "na sagt mal wann sperrt ihr denn am vierten advent zu",
        "Na sagt mal, wann sperrt ihr denn am vierten Advent zu??",
        "habt ihr zwischen den jahren eigentlich irgendwann auf oder",
        "habt ihr zwischen den jahren eigentlich irgendwann auf oder nicht",
        *(f"sperrt ihr {day} pünktlich zu" for day in days),
        'mit "zeichen"\nund zeilen: [ist] offen, # heute?',
    )
    thrown = writing.throw_out(own, playbook)
    assert len(thrown.pop("opening_hours")) == 1 + 1 + 2
    assert thrown == {}
    left = {text for text, _, source in read(own).intents["opening_hours"].texts() if source == "more"}
    assert {f"sperrt ihr {day} pünktlich zu" for day in days[:3]} <= left
    assert 'mit "zeichen"\nund zeilen: [ist] offen, # heute?' in left
    assert "na sagt mal wann sperrt ihr denn am vierten advent zu" in left
    assert sum(1 for _ in read(own).intents["opening_hours"].texts()) == len(left) + sum(
        1 for _ in before.intents["opening_hours"].texts()
    )
    assert writing.throw_out(own, read(own)) == {}


def test_a_file_written_otherwise_is_left_alone(own: Path) -> None:
    file = own / "intents/opening_hours.toml"
    line = '\n[[examples]]\nsource = "odd"\nde = ["wann habt ihr denn nun auf", "WANN HABT IHR DENN NUN AUF"]\n'
    line += 'en = ["when on earth do you open on these days", "when on earth do you open on these days then"]\n'
    file.write_text(file.read_text("utf-8") + line, "utf-8")
    before = {path: path.read_bytes() for path in own.glob("intents/*.toml")}
    with pytest.raises(PlaybookError, match=r"opening_hours\.toml does not hold each example in a line"):
        writing.throw_out(own, read(own))
    assert {path: path.read_bytes() for path in own.glob("intents/*.toml")} == before
