"""The pages' own files: every sheet in one, kept by browsers for as long as nothing in them changes."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.dashboard import static_files
from tests.app.dashboard.inbox import Visitor

Visitors = Callable[[], Visitor]


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_files, "_is_current", lambda asked: asked == static_files.version())


def named_in(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', page)


def test_every_style_sheet_is_in_the_one_that_pages_name() -> None:
    assert sorted(static_files.SHEETS) == sorted(file.stem for file in static_files.FOLDER.glob("*.css"))
    assert static_files.read("sheets.css").count(b"\n") > 4000


def test_a_page_names_few_files_and_each_is_there(visitor: Visitors, production: None) -> None:
    stranger = visitor()
    named = named_in(stranger.get("/sign-in").text)
    assert 1 <= len(named) <= 4
    for path in named:
        answer = stranger.get(path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == static_files.KEPT


def test_a_file_of_another_release_is_served_but_not_kept(visitor: Visitors, production: None) -> None:
    answer = visitor().get("/static/0123456789ab/base.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_text_is_compressed_for_who_can_read_it(visitor: Visitors) -> None:
    path = f"/static/{static_files.version()}/sheets.css"
    plain = visitor().client.get(path)
    small = visitor().client.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 3
    again = visitor().client.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": small.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["../blueprint.py", "..%2Fblueprint.py", "no-such.css", "../static_files.py%00.css"])
def test_nothing_else_is_served(visitor: Visitors, name: str) -> None:
    assert visitor().get(f"/static/0/{name}").status_code == 404


def test_the_version_is_that_of_what_is_in_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_files, "FOLDER", tmp_path)
    versions = set()
    for text in ("a {}", "b {}"):
        (tmp_path / "base.css").write_text(text)
        static_files.version.cache_clear()
        versions.add(static_files.version())
    monkeypatch.setattr(static_files, "SHEETS", ("another", "order"))
    static_files.version.cache_clear()
    versions.add(static_files.version())
    static_files.version.cache_clear()
    assert len(versions) == 3
