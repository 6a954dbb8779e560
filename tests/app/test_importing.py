"""Examples from elsewhere come into the playbook, and real customers' texts without their names."""

import shutil
from pathlib import Path

import pytest

from app.playbook.errors import PlaybookError
from app.playbook.importing.masking import masked
from app.playbook.importing.tables import FormatError, read_csv, read_jsonl
from app.playbook.reading import STARTER, read
from app.playbook.writing import add_examples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "playbook"))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_is_read_whatever_parts_its_columns(sign: str) -> None:
    content = sign.join(("text", "intent", "language")) + "\n" + sign.join(('"wann, wo; wie"', "opening_hours", "en"))
    assert read_csv(content, "de") == [("wann, wo; wie", "opening_hours", "en")]


def test_what_names_no_language_gets_the_one_given() -> None:
    assert read_csv("text,intent\noffen?,opening_hours", "de") == [("offen?", "opening_hours", "de")]
    assert read_jsonl('{"text": "offen?", "intent": "opening_hours"}\n\n', "en") == [("offen?", "opening_hours", "en")]


@pytest.mark.parametrize(
    ("content", "line"),
    [("a,b\n1,2", "line 1"), ("text,intent\nhallo,", "line 2"), ("text,intent\n,greeting", "line 2")],
)
def test_a_broken_table_is_refused_with_its_line(content: str, line: str) -> None:
    with pytest.raises(FormatError, match=f"{line}.*Nothing was added"):
        read_csv(content, "de")


def test_a_quotation_mark_that_nothing_closes_is_refused_in_words() -> None:
    with pytest.raises(FormatError, match=r"after line 1: .*quotation mark.*Nothing was added"):
        read_csv('text,intent\n"' + "hallo,greeting\n" * 10_000, "de")


@pytest.mark.parametrize(
    "content", ["{", "[1]", '{"text": 3, "intent": "a"}', '{"text": "a"}', "1" * 5000, "[" * 100_000]
)
def test_a_broken_line_of_json_is_refused(content: str) -> None:
    with pytest.raises(FormatError, match="line 1"):
        read_jsonl(content, "de")


def test_examples_are_added_as_a_source_of_their_own(folder: Path) -> None:
    playbook = read(folder)
    text = 'sagt "mal"\nhabt ihr \\ offen 🙂'
    added = add_examples(folder, playbook, "customers", [(text, "opening_hours", "de"), (text, "opening_hours", "de")])
    assert added == (1, 1)
    batch = read(folder).intents["opening_hours"].examples[-1]
    assert (batch.source, batch.de, batch.en) == ("customers", (text,), ())


def test_what_is_there_already_is_left_out(folder: Path) -> None:
    playbook = read(folder)
    known = playbook.intents["opening_hours"].examples[0].de[0]
    assert add_examples(folder, playbook, "again", [(known, "opening_hours", "de")]) == (0, 1)
    assert read(folder) == playbook


@pytest.mark.parametrize("wrong", [("x", "no_such", "de"), ("x", "greeting", "xx")])
def test_an_unknown_intent_or_language_is_refused_and_nothing_is_written(
    folder: Path, wrong: tuple[str, str, str]
) -> None:
    playbook = read(folder)
    with pytest.raises(PlaybookError, match="Nothing was added"):
        add_examples(folder, playbook, "customers", [("neu", "greeting", "de"), wrong])
    assert read(folder) == playbook


@pytest.mark.parametrize(
    ("source", "text"),
    [("Kunden 1", "neu"), ("customers", "x" * 5000), ("customers", "a\x7fb"), ("customers", "\ud800")],
)
def test_what_a_playbook_cannot_hold_is_refused_and_nothing_is_written(folder: Path, source: str, text: str) -> None:
    playbook = read(folder)
    with pytest.raises(PlaybookError, match="Nothing was added") as refused:
        add_examples(folder, playbook, source, [("neu", "complaint", "de"), (text, "greeting", "de")])
    assert len(str(refused.value).splitlines()) == 1
    assert read(folder) == playbook


def test_names_addresses_and_numbers_are_hidden() -> None:
    text = "Hallo, hier Anna Muster (anna@example.com, 0151 23456789), Bestellung AB-471108, 2 Stück, Annas Paket"
    hidden = masked(text, ["Anna Muster", "Laden"])
    assert hidden == ("Hallo, hier [name] [name] ([e-mail], [phone]), Bestellung [number], 2 Stück, [name] Paket")


def test_an_iban_is_hidden_and_dates_stay() -> None:
    assert masked("wohne Hauptstr. 12a, 10115 Berlin") == "wohne [address], [number] Berlin"
    assert masked("in der Berliner Straße 3 bitte") == "in der [address] bitte"
    assert masked("Am Lindenweg 5 klingeln, or 12 Baker Street") == "Am [address] klingeln, or [address]"
    assert masked("paket weg 5 tage, during 3 days") == "paket weg 5 tage, during 3 days"
    assert masked("auf DE89 3704 0044 0532 0130 00 bis 24.12.") == "auf [iban] bis 24.12."
