"""Details that customers write, in the ways in which they write them."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities import find

TODAY = date(2026, 11, 28)  # a Saturday


def found(text: str, kind: str) -> list[str]:
    return [one.value for one in find(text, TODAY) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kommt das heute noch", "2026-11-28"),
        ("geht morgen auch?", "2026-11-29"),
        ("Übermorgen bin ich weg", "2026-11-30"),
        ("das war vorgestern", "2026-11-26"),
        ("can i come tomorrow", "2026-11-29"),
        ("the day after tomorrow then", "2026-11-30"),
        ("am Dienstag um drei", "2026-12-01"),
        ("next saturday works", "2026-12-05"),
        ("letzten Freitag bestellt", "2026-11-27"),
        ("last saturday", "2026-11-21"),
        ("bis 24.12. bitte", "2026-12-24"),
        ("am 3.1. wieder da", "2027-01-03"),
        ("bestellt am 05.11.2026", "2026-11-05"),
        ("vom 5.11.26", "2026-11-05"),
        ("2026-12-01 passt", "2026-12-01"),
        ("am 24. Dezember", "2026-12-24"),
        ("on 3rd of january", "2027-01-03"),
        ("1 Mai 2027", "2027-05-01"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert found(text, "date") == [expected]


@pytest.mark.parametrize(
    "text", ["guten morgen", "31.2. gibt es nicht", "version 3.11.7", "um 17.30 uhr", "99.99.", "im mai vielleicht"]
)
def test_what_is_no_date(text: str) -> None:
    assert found(text, "date") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("es hat 12,50 € gekostet", "12.50 EUR"),
        ("49€ zu viel", "49.00 EUR"),
        ("EUR 1.200,00 abgebucht", "1200.00 EUR"),
        ("1.200 Euro", "1200.00 EUR"),
        ("CHF 89.90", "89.90 CHF"),
        ("i paid £12.99 for it", "12.99 GBP"),
        ("$5", "5.00 USD"),
        ("19,9 euro", "19.90 EUR"),
    ],
)
def test_amounts(text: str, expected: str) -> None:
    assert found(text, "amount") == [expected]


def test_addresses() -> None:
    text = "schreiben Sie an Anna.Muster@Example.com oder 0151 23456789, ich wohne in 10115 Berlin"
    assert found(text, "email") == ["anna.muster@example.com"]
    assert found(text, "phone") == ["+4915123456789"]
    assert found(text, "postcode") == ["10115"]


@pytest.mark.parametrize(("text", "expected"), [("PLZ 8001", "8001"), ("A-1010 Wien", "1010"), ("plz: 50667", "50667")])
def test_named_postcodes(text: str, expected: str) -> None:
    assert found(text, "postcode") == [expected]


def test_the_business_s_own_numbers_win() -> None:
    text = "bestellung ab-10115 Berlin, rechnung 2026/0815"
    patterns = {"order_number": re.compile(r"\bab-\d{5}\b"), "invoice_number": re.compile(r"\b20\d\d/\d{4}\b")}
    assert [(one.kind, one.value) for one in find(text, TODAY, patterns)] == [
        ("order_number", "AB-10115"),
        ("invoice_number", "2026/0815"),
    ]


@pytest.mark.parametrize(
    "written", ["DE89370400440532013000", "de89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00 danke"]
)
def test_an_iban_is_found_and_hidden(written: str) -> None:
    (one,) = find(f"bitte auf {written}", TODAY)
    assert (one.kind, one.text, one.value) == ("iban", "DE** … 3000", "DE** … 3000")
    assert "0532" not in repr(one)


def test_several_in_one_message_stand_in_its_order() -> None:
    text = "am 24.12. habe ich 12,50 € an shop@example.com gezahlt"
    assert [one.kind for one in find(text, TODAY)] == ["date", "amount", "email"]
    assert all(text[one.start : one.end] == one.text for one in find(text, TODAY))


@given(st.text(max_size=300))
def test_any_text_is_read_and_nothing_overlaps(text: str) -> None:
    entities = find(text, TODAY)
    assert all(first.end <= second.start for first, second in pairwise(entities))
    assert all(0 <= one.start < one.end <= len(text) for one in entities)
