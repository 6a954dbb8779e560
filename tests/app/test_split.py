"""A long text goes out in pieces that a reader can read."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.whatsapp.limits import length
from app.whatsapp.split import split


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("kurz", ["kurz"]),
        ("", [""]),
        ("Ein Absatz.\n\nNoch einer hier.", ["Ein Absatz.", "Noch einer hier."]),
        ("Erste Zeile\nzweite Zeile", ["Erste Zeile", "zweite Zeile"]),
        ("Ein Satz. Noch ein Satz da.", ["Ein Satz.", "Noch ein Satz da."]),
        ("nur Wörter ohne Ende hier", ["nur Wörter ohne Ende", "hier"]),
        ("x" * 45, ["x" * 20, "x" * 20, "x" * 5]),
    ],
)
def test_the_cut_is_where_a_reader_would_pause(text: str, pieces: list[str]) -> None:
    assert split(text, 20) == pieces


@pytest.mark.parametrize("sign", ["👨‍👩‍👧‍👦", "👍🏽", "🇩🇪", "e\u0301", "1️⃣"])
def test_no_sign_is_torn(sign: str) -> None:
    pieces = split(sign * 20, 31)

    assert len(pieces) > 1
    assert all(piece == sign * (len(piece) // len(sign)) for piece in pieces)


@given(st.text(max_size=400), st.integers(16, 100))
def test_nothing_is_lost_but_white_space_and_every_piece_fits(text: str, most: int) -> None:
    pieces = split(text, most)

    assert all(length(piece) <= most for piece in pieces)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)
    assert pieces == [""] or all(pieces)


@given(st.text(alphabet="ab \n.", max_size=300))
def test_a_text_that_fits_is_left_alone(text: str) -> None:
    assert split(text) == ([text] if text else [""])
    assert unicodedata.normalize("NFC", text) == text
