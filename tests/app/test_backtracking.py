"""A regular expression over which a customer's message could take minutes is refused, within a second."""

import re
from time import process_time

import pytest

from app.playbook import backtracking, checking, reading
from app.playbook.backtracking import is_slow
from app.playbook.errors import PlaybookError
from app.playbook.reading import STARTER
from tests.lotse import PLAYBOOK

SLOW = r"(?:[A-Z]+-?)+\d{4}"


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"(\d+)+x", r"(?:\d+-?)+$", r"(?:\d|\d\d)*x", r"AB-(?:\w+\s?)+!", r"[A-Z]{2}-(?:[a-z]*)*\d", SLOW),
        *(r"(?:\d{1,20}){1,20}x", r"(?:.*,)+x", r"(?i)(?:nr|nummer)?\s*(?:\s*\d\s*)+#", r"\d+\d+\d+\d+x"),
        *(
            r"(?:([^,]+),?)+;",
            r"(?:a+?)+?b",
            *(r"(?:([^,]+),?)+;", r"(?:a+?)+?b", r"kunde(?=x)?(?:(?:k|ku)+)+z", r"(.*a){40}"),
            *(r"(?=(\d+)+x)\d", r"(?:[^\W_]+[ ]?)+!", r"(?>(\d+)+x)"),
            r"(?=(\d+)+x)\d",
            r"(?:[^\W_]+[ ]?)+!",
            r"(?>(\d+)+x)",
            r"kunde(?=x)?(?:(?:k|ku)+)+z",
        ),
    ],
)
def test_what_could_be_tried_in_too_many_ways_is_found(pattern: str) -> None:
    began = process_time()
    assert is_slow(re.compile(pattern))
    assert process_time() - began < 5


@pytest.mark.parametrize(
    "pattern",
    [
        *(kind.pattern for kind in PLAYBOOK.numbers.values()),
        *(
            r"\b[A-Z]{2}-\d{5,8}\b",
            r"\d+",
            r"(?:\d{4}[ -]?){3}\d{4}",
            r"[A-Z]+\d+",
            r"(?i)order[ #:]*\d{6}",
            r"(?:\d+-)+\d+",
        ),
        *(r"(?>\d+)+x", r"(\w)\1", r"(?<!\d)\d{6}(?!\d)", r"[^\W\d_]{3}\d{3}"),
    ],
)
def test_what_is_usual_is_taken(pattern: str) -> None:
    began = process_time()
    assert not is_slow(re.compile(pattern))
    assert process_time() - began < 5


@pytest.mark.parametrize("depth", [200, 300, 450])
@pytest.mark.parametrize("ends", [")", ")+"])
def test_what_is_too_deep_in_itself_is_refused_and_breaks_nothing(depth: int, ends: str) -> None:
    deep = is_slow(re.compile("(" * depth + "a" + ends * depth))
    assert deep or depth == 200


def test_what_counts_far_takes_no_memory() -> None:
    assert not is_slow(re.compile("((((a{60000}){60000}){60000}){60000}){60000}"))


def test_the_check_and_the_refusal_name_the_kind_of_number() -> None:
    playbook = PLAYBOOK.model_copy(update={"numbers": {"customer_number": re.compile(SLOW)}})
    found = [one for one in checking.check(playbook) if one.remark.code == "slow"]
    assert [(one.grave, one.where, one.remark.values) for one in found] == [
        (True, "playbook.toml", {"name": "customer_number"})
    ]
    with pytest.raises(PlaybookError, match=r"numbers\.customer_number: a message could be written"):
        backtracking.refuse_slow(playbook)


def test_the_starters_pass() -> None:
    backtracking.refuse_slow(reading.read(STARTER))
