"""How the rules that listen for words read a text, and that no text can keep them busy."""

import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]  # the only way to see what a pattern is made of
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import asked_back, bitter, machine_talk, not_known, opt_out, person_wish, taken_back, unfinished, wording
from app.person_wish import dutch, english, french, german, italian, polish, spanish, turkish, whatsapp
from app.person_wish.words import Words

RULES = {
    person_wish.asks_for_a_person: "mensch bitte",
    opt_out.asks_to_stop: "stop",
    opt_out.asks_to_resume: "start",
    machine_talk.says_automatic: "out of office",
    unfinished.seems_unfinished: "hallo,",
    unfinished.says_little: "hallo",
    not_known.does_not_know: "keine ahnung",
    asked_back.will_look: "moment",
    asked_back.asks_where: "wo finde ich die",
    taken_back.takes_back: "hat sich erledigt",
    taken_back.corrects: "quatsch",
    bitter.is_bitter: "na danke für nichts",
}
LISTENING = [asked_back, bitter, machine_talk, not_known, opt_out, taken_back, unfinished, wording, whatsapp]
LISTENING += [german, english, turkish, polish, italian, spanish, french, dutch]


@pytest.mark.parametrize(
    ("text", "plain"), [("GRÜẞE, Łódź", "grusse, lodz"), ("İyi günler, ışık", "iyi gunler, isik"), ("¿Qué?", "¿que?")]
)
def test_plain_letters_have_no_marks(text: str, plain: str) -> None:
    assert wording.plain(text) == plain


@pytest.mark.parametrize("text", ["Könnte ich", "KÖNNTE ICH", "Ko\u0308nnte ich", "Koennte ich"])
def test_german_umlauts_are_read_however_they_are_written(text: str) -> None:
    assert wording.german(text) == "koennte ich"


def test_a_text_is_read_by_sentences_and_by_what_stands_between_commas() -> None:
    assert wording.sentences("Nein, das nicht! Mensch\nbitte") == ["Nein das nicht", "Mensch", "bitte"]
    assert wording.clauses("Nein, das nicht! Mensch - bitte") == ["Nein", "das nicht", "Mensch", "bitte"]


@pytest.mark.parametrize(("rule", "heard"), RULES.items())
def test_nothing_is_heard_beyond_the_longest_message(rule: Any, heard: str) -> None:
    assert rule(heard)
    assert not rule("rad. " * 820 + heard)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=30)
@given(text=st.text(max_size=80))
def test_any_text_can_be_asked_about(rule: Any, text: str) -> None:
    assert rule(text) in (True, False)


def test_no_pattern_repeats_without_end_what_is_longer_than_one_character() -> None:
    # Only then can a text of many like words keep a pattern trying: (a|a)* takes twice as long with each word.
    patterns = [pattern for module in LISTENING for pattern in _patterns(vars(module).values())]
    assert len(patterns) > 100
    assert [pattern.pattern for pattern in patterns if _endless(_parser.parse(pattern.pattern))] == []


@pytest.mark.parametrize("text", ["(?:a|a)*b", "(?:a+ )+b"])
def test_a_pattern_that_could_is_recognised(text: str) -> None:
    assert _endless(_parser.parse(text))


def _patterns(values: Any) -> Iterator[re.Pattern[str]]:
    for value in values:
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, Words):
            yield from _patterns([value.who, *value.within, *value.calls, value.unless])
        elif isinstance(value, tuple):
            yield from _patterns(value)


def _endless(parsed: Any) -> bool:
    return any(_repeats_endlessly(code, given) or any(map(_endless, _inside(given))) for code, given in parsed)


def _repeats_endlessly(code: Any, given: Any) -> bool:
    if code not in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) or given[1] != _constants.MAXREPEAT:
        return False
    single = (_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY, _constants.GROUPREF)
    return len(given[2]) != 1 or given[2][0][0] not in single


def _inside(given: Any) -> Iterator[Any]:
    """The patterns within a part of a pattern, however deep they are packed."""
    if isinstance(given, _parser.SubPattern):
        yield given
    elif isinstance(given, tuple | list):
        for part in given:
            yield from _inside(part)
