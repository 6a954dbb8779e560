"""What is wrong in the playbook's files is said to each reader in their language, as precisely as to the terminal."""

import ast
import re
from collections.abc import Iterator
from string import Formatter
from typing import get_args

import pytest
from pydantic_core import PydanticKnownError
from pydantic_core.core_schema import ErrorType

from app.dashboard import remarks_said
from app.dashboard.translation import translator
from app.playbook import checking, reading
from app.playbook.errors import PlaybookError
from app.playbook.intents import Examples
from app.playbook.reading import STARTER
from app.remarks import MOST_NAMED, Remark, in_words
from app.remarks_in_english import ENGLISH, LISTS
from tests.conftest import ROOT
from tests.lotse import PLAYBOOK

GERMAN, BRITISH = translator("de"), translator("en")
FILES = reading.gather(STARTER)
PYDANTICS = {*get_args(ErrorType), "pattern_type", "pattern_regex", "zoneinfo_str"}

TEXT = {"pattern": "a", "expected": "'a' or 'b'", "class_name": "Hours", "field_type": "Tuple"}


def given() -> Iterator[tuple[str, set[str] | None]]:
    """Every code that the program gives a remark, with the names of its values where they stand in the call."""
    rooms = [*(ROOT / "app/playbook").glob("*.py"), ROOT / "app/hours.py", ROOT / "app/spans.py"]
    trees = [ast.parse(path.read_text("utf-8")) for path in rooms]
    for call in (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)):
        place = {"RemarkError": 0, "Remark": 0, "_finding": 2}.get(ast.unparse(call.func))
        if place is None or not isinstance(code := call.args[place], ast.Constant):
            continue
        names = {keyword.arg for keyword in call.keywords}
        names |= {ast.literal_eval(key) for node in call.args if isinstance(node, ast.Dict) for key in node.keys if key}
        known = None not in names and all(not isinstance(node, ast.Call) for node in call.args[place + 1 :])
        yield str(code.value), {str(name) for name in names} if known else None


def needed(code: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(ENGLISH[code]) if field}


def test_every_remark_has_words_and_no_words_are_for_nobody() -> None:
    codes = {code for code, _ in given()} | {"mixed", "mixed_common", "mixed_both"}
    assert all(values is None or values == needed(code) for code, values in given())
    assert {"also_example", "few_sources", "needs_both", "not_allowed", "no_span", "not_toml_at"} <= codes
    assert codes <= set(ENGLISH)
    assert set(ENGLISH) - codes - set(LISTS) <= PYDANTICS
    for code in set(ENGLISH) & set(get_args(ErrorType)):
        PydanticKnownError(code, {name: TEXT.get(name, 1) for name in needed(code)})  # refuses values that it never has


def test_everything_that_the_check_finds_is_said_in_both_languages() -> None:
    few = Examples(
        source="more", de=("wann?", "wann??", "wo ist denn nun mein paket", "wo ist denn nun mein paket nur")
    )
    answers = {"de": "Komm, wenn du magst, nach {{parking}}. {{email}}", "en": "Open {{opening_hours}}."}
    hours = PLAYBOOK.intents["opening_hours"].model_copy(update={"examples": (few,), "answers": answers})
    store = PLAYBOOK.intents["store_location"].model_copy(update={"examples": (few,)})
    intents = {"opening_hours": hours, "store_location": store, "out_of_scope": PLAYBOOK.intents["out_of_scope"]}
    changes = {"intents": intents, "footer": {"de": "Automatisch.", "en": "A machine."}, "hours": None}
    found = checking.check(PLAYBOOK.model_copy(update=changes), environment=())
    assert {"also_example", "doubled", "nearly_same", "unfilled", "unasked", "few_examples", "no_person"} <= {
        finding.remark.code for finding in found
    }
    for finding in found:
        german, english = remarks_said.in_words(GERMAN, finding.remark), remarks_said.in_words(BRITISH, finding.remark)
        assert german != english == finding.what
        assert "{" not in re.sub(r"\{\{\w+\}\}", "", german + english)
    said = [remarks_said.in_words(GERMAN, finding.remark) for finding in found]
    assert "„wann“ ist auch ein Beispiel von store_location" in said
    assert "Die Antwort (de) braucht parking, dafür gibt es keine Angabe" in said


def test_of_many_texts_some_are_named_and_the_others_counted() -> None:
    remark = Remark("doubled", {"texts": tuple(f"{{{number}}}" for number in range(MOST_NAMED + 2))})
    assert in_words(remark, ENGLISH).endswith('"{4}" and 2 more')
    assert remarks_said.in_words(GERMAN, remark).endswith("„{4}“ und 2 weitere")


@pytest.mark.parametrize(
    ("file", "text", "place", "said"),
    [
        ("intents/complaint.toml", "team = service", ("intents/complaint.toml", ""), "Zeile 1, Spalte 8"),
        ("intents/complaint.toml", "title = [", ("intents/complaint.toml", ""), "am Ende der Datei"),
        ("intents/complaint.toml", FILES["intents/complaint.toml"].replace('"human"', '"auto"'), None, "vorbehalten"),
        ("rules.toml", "[limits]\nper_hour = 0\nmany = 1", ("rules.toml", "limits.per_hour"), "mindestens 1 sein"),
        ("business.toml", '[hours]\nmonday = ["9-8"]', ("business.toml", "hours.monday.0"), "zwei Spannen"),
        ("business.toml", "[hours]\nmonday = [9]", ("business.toml", "hours.monday.0"), "„9“ ist keine Zeitspanne"),
        ("rules.toml", "[limits]\nper_hour = inf", ("rules.toml", "limits.per_hour"), "eine endliche Zahl"),
        (
            "playbook.toml",
            FILES["playbook.toml"].replace("[numbers]", "[numbers]\nnr = 9"),
            ("playbook.toml", "numbers.nr"),
            "ein regulärer Ausdruck als Text",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_place_and_cure(
    file: str, text: str, place: tuple[str, str] | None, said: str
) -> None:
    with pytest.raises(PlaybookError) as refused:
        reading.parse({**FILES, file: text}, "zip")
    first = refused.value.faults[0]
    assert (first.file.removeprefix("zip/"), first.field) == (place or (file, ""))
    assert said in remarks_said.in_words(GERMAN, first.remark)
    assert str(first.remark) in str(refused.value)
