"""A turn of a dozen longest messages, made to hold Lotse up, takes no time: each rule goes over it once."""

import re
from collections.abc import Callable
from time import process_time

import pytest

from app import spellings
from app.dashboard.playbook import hours_form
from app.playbook.importing import masking

LENGTH = 12 * 4096
NUMBER = re.compile(r"[A-Z]{2}-\d{5}")
RULES: dict[str, Callable[[str], object]] = {
    "a number as it is spelt": lambda text: spellings.read(NUMBER, text),
    "what is left without numbers": spellings.without_numbers,
    "what names somebody": masking.masked,
    "business hours": hours_form.spans,
    "days with other hours": lambda text: hours_form.exceptions(f"2026-12-24: {text}"),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize("piece", [" ", "ä", "1-", "a-", "A 1\n"], ids=repr)
def test_it_takes_no_time(rule: Callable[[str], object], piece: str) -> None:
    began = process_time()
    rule((piece * LENGTH)[:LENGTH] + "x")
    assert process_time() - began < 2


def test_numbers_are_read_and_hidden_as_before() -> None:
    assert spellings.read(NUMBER, "AB  –  12345") == spellings.read(NUMBER, "ab 12345") == "AB-12345"
    assert spellings.without_numbers("die AB-12345, bitte 2x") == "die   bitte  "
    assert masking.masked("nr. ab-cd-12345 und 4711") == "nr. [number] und 4711"
    assert hours_form.spans("9:00  bis  13:00") == ["9:00-13:00"]


def test_nothing_is_too_far_behind_or_one_too_many_to_be_hidden() -> None:
    many = " ".join(f"kunde{number}@example.org" for number in range(300))
    turn = f"{'bla ' * 1200}frau@example.org\n{many}\n+49 151 23456789"
    hidden = masking.masked(turn)
    assert hidden.count("[e-mail]") == 301
    assert "@" not in hidden
    assert hidden.endswith("\n[phone]")
