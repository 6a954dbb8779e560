"""What a file is, is told by its bytes; its name can harm nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.media.kinds import Type, safe_name, type_of

ZIP, OLE = b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"


@pytest.mark.parametrize(
    ("start", "name", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "photo.exe", "image"),
        (b"\x89PNG\r\n\x1a\n", "a", "image"),
        (b"%PDF-1.7", "invoice.png", "document"),
        (ZIP, "letter.docx", "document"),
        (OLE, "table.xls", "document"),
        (b"a;b\n1;2", "table.csv", "document"),
    ],
)
def test_a_file_is_what_its_bytes_say(start: bytes, name: str, kind: str) -> None:
    found = type_of(start, name)

    assert isinstance(found, Type)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"<html>", "a.png"),
        (b"<svg", "a.svg"),
        (b"MZ", "a.pdf"),
        (ZIP, "a.zip"),
        (b"\0\0", "a.txt"),
        (b"#!/bin/sh", "a"),
    ],
)
def test_what_meta_does_not_carry_is_refused_whatever_its_name(start: bytes, name: str) -> None:
    assert type_of(start, name) is None


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\Rechnung.pdf", "Rechnung.pdf"),
        ("Rechnung\u202egpj.exe", "Rechnunggpj.exe"),
        ('a"b\r\nc.pdf', "abc.pdf"),
        (" .. ", "file"),
        (None, "file"),
        ("Grüße 😀.pdf", "Grüße 😀.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_freed_of_what_could_harm(given_name: str | None, safe: str) -> None:
    assert safe_name(given_name) == safe


@given(st.text())
def test_any_name_becomes_a_short_one_without_folders(name: str) -> None:
    safe = safe_name(name)

    assert 0 < len(safe) <= 120
    assert not set(safe) & set('/\\\0\r\n"')
