"""Rasa's NLU training data become labelled examples, and what is none is refused with its line."""

import pytest

from app.playbook.importing import rasa
from app.playbook.importing.tables import FormatError

BLOCKS = """version: "3.1"

nlu:
- intent: opening_hours
  examples: |
    - wann habt ihr offen?
    - no

    -   am 24.12. - auch?
- intent: faq/hours
  metadata: {sentiment: neutral}
  examples: |
    - bis wann
responses:
  utter_hours:
  - text: bis 18 Uhr
"""
LISTED = """nlu:
- intent: greeting
  examples:
  - text: |
      moin
    metadata:
      sentiment: positive
  - text: no
  - text: "zwei\\nzeilen"
"""
OTHERS = """nlu:
- synonym: paket
  examples: |
    - päckchen
- regex: zip
  examples: |
    - [0-9]{5}
- lookup: city
  examples: |
    - Berlin
- synonym: rechnung
  examples: |
    - beleg
- intent: greeting
  examples: |
    - hallo
"""


def texts(content: str) -> list[str]:
    return [text for text, _, _ in rasa.read(content, "de").examples]


def one(example: str) -> str:
    """What becomes of one line of a block."""
    (text,) = texts(f"nlu:\n- intent: greeting\n  examples: |\n    - {example}\n")
    return text


def test_each_line_of_a_block_is_an_example_as_it_was_typed() -> None:
    assert rasa.read(BLOCKS, "en").examples == [
        ("wann habt ihr offen?", "opening_hours", "en"),
        ("no", "opening_hours", "en"),
        ("am 24.12. - auch?", "opening_hours", "en"),
        ("bis wann", "faq_hours", "en"),
    ]


def test_examples_in_a_list_are_read_and_yaml_changes_none_of_them() -> None:
    assert texts(LISTED) == ["moin", "no", "zwei\nzeilen"]


@pytest.mark.parametrize(
    ("annotated", "plain"),
    [
        ("nach [Berlin](city) bitte", "nach Berlin bitte"),
        ("nach [Berlin](city:BER), [morgen](day)?", "nach Berlin, morgen?"),
        ('nach [B.]{"entity": "city", "value": "Berlin"}', "nach B."),
        ('[LA][{"entity": "city"}, {"entity": "to", "role": "x"}] hin', "LA hin"),
        ("was heißt [unklar] (hier)?", "was heißt [unklar] (hier)?"),
    ],
)
def test_of_an_annotated_entity_the_words_stay(annotated: str, plain: str) -> None:
    assert one(annotated) == plain


def test_what_lotse_has_no_use_for_is_left_out_and_counted() -> None:
    data = rasa.read(OTHERS, "de")
    assert data.examples == [("hallo", "greeting", "de")]
    assert data.left_out == {"synonym": 2, "regex": 1, "lookup": 1}


@pytest.mark.parametrize("name", ["Opening hours", "öffnung", "2go", "bot-challenge", "a" * 65, "[a]", "|\n   x\n   y"])
def test_a_name_that_no_intent_can_have_here_is_refused(name: str) -> None:
    with pytest.raises(FormatError, match=r"^line 2: .*cannot be an intent's name.*Nothing was added") as refused:
        rasa.read(f"nlu:\n- intent: {name}\n  examples: |\n    - hallo\n", "de")
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", 1),
        ("hallo", 1),
        ("- intent: greeting", 1),
        ("stories: []", 1),
        ("version: '3.1'\nnlu: greeting", 2),
        ("nlu:\n- hallo", 2),
        ("nlu:\n- intent: greeting", 2),
        ("nlu:\n- story: x", 2),
        ("nlu:\n- intent: greeting\n  examples:", 3),
        ("nlu:\n- intent: greeting\n  examples: {a: b}", 3),
        ("nlu:\n- intent: greeting\n  examples: >\n    - eins\n    - zwei", 3),
        ("nlu:\n- intent: greeting\n  examples: |\n    - eins\n    zwei", 5),
        ("nlu:\n- intent: greeting\n  examples: |\n    - eins\n    -", 5),
        ("nlu:\n- intent: greeting\n  examples: |\n    - " + "x" * 4097, 4),
        ("nlu:\n- intent: greeting\n  examples:\n  - hallo", 4),
        ("nlu:\n- intent: greeting\n  examples:\n  - text: [hallo]", 4),
        ("nlu:\n- intent: greeting\n  examples: |\n    - eins\n  examples: |\n    - zwei", 5),
    ],
)
def test_another_shape_is_refused_with_its_line(content: str, line: int) -> None:
    with pytest.raises(FormatError, match=f"^line {line}: expected|^line {line}: .*second time") as refused:
        rasa.read(content, "de")
    assert str(refused.value).endswith("Nothing was added.")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("nlu:\n- intent: a: b", 2),
        ("nlu:\n\t- intent: a", 2),
        ("nlu: []\n---\nnlu: []", 2),
        ("nlu:\n\n- intent: a\x07", 3),
        ('nlu:\n- intent: "\\UFFFFFFFF"', 2),
        ("nlu: " + "[" * 5000, 1),
    ],
)
def test_what_is_no_yaml_is_refused_in_one_line(content: str, line: int) -> None:
    with pytest.raises(FormatError, match=rf"^line {line}: .*YAML.*Nothing was added\.$") as refused:
        rasa.read(content, "de")
    assert len(str(refused.value).splitlines()) == 1


def test_few_lines_cannot_stand_for_millions_of_examples() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nnlu: [*b, *b]"
    with pytest.raises(FormatError, match=r"^line 2: .*write out"):
        rasa.read(bomb, "de")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("brackets", ["[", "[a](", "[a]{", "[a][{"])
def test_brackets_without_end_take_no_time(brackets: str) -> None:
    with pytest.raises(FormatError, match="line 4: expected a text of 1 to 4096"):
        one(brackets * 200_000)
