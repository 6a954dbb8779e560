"""The spellings of a number that WhatsApp mixes have one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.whatsapp.numbers import key


@pytest.mark.parametrize(
    "spellings",
    [
        ("5511987654321", "551187654321", "+55 11 98765-4321"),
        ("5215512345678", "525512345678"),
        ("5491123456789", "541123456789", "541115 2345 6789".replace(" ", "")),
        ("4915112345678", "+49 151 12345678"),
    ],
)
def test_all_spellings_of_a_number_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("551132654321", "5511932654321"), ("4915112345678", "4915112345679")])
def test_different_numbers_keep_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text(alphabet="0123456789", min_size=1, max_size=15))
def test_the_key_of_a_key_is_itself(number: str) -> None:
    assert key(key(number)) == key(number)
