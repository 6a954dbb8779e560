"""Percentiles, spreads, charts and spreadsheets against cases made by hand."""

from datetime import date

import pytest

from app.dashboard import charts
from app.figures import sheets
from app.figures.percentiles import part, percentile, spread, usual


@pytest.mark.parametrize(
    ("values", "median", "ninety"),
    [
        ([], None, None),
        ([7], 7, 7),
        ([1, 2], 1, 2),
        ([1, 2, 3], 2, 3),
        ([0] * 9 + [500], 0, 0),
        ([0] * 8 + [500, 600], 0, 500),
        (list(range(1, 101)), 50, 90),
    ],
)
def test_a_percentile_is_a_value_that_there_is(values: list[int], median: int | None, ninety: int | None) -> None:
    counts = {value: values.count(value) for value in values}
    assert (percentile(counts, 0.5), percentile(counts, 0.9)) == (median, ninety)


def test_the_usual_is_the_median_of_what_is_known() -> None:
    assert usual([4, None, 1, 3]) == 3
    assert usual([2, 4]) == 3
    assert usual([None]) is None
    assert part(1, 0) is None


def test_a_bound_belongs_to_what_is_above_it() -> None:
    assert spread({4: 1, 5: 2, 14: 3, 15: 4, 900: 5}, (5, 15)) == [1, 5, 9]


def test_columns_are_piled_up_to_the_tallest() -> None:
    layers = [("answered", [1, 0, 3]), ("escalated", [1, 0, 1])]
    boxes = charts.columns(layers)
    assert [(box.name, box.place, box.y, box.height) for box in boxes] == [
        ("answered", 0, 75.0, 25.0),
        ("escalated", 0, 50.0, 25.0),
        ("answered", 2, 25.0, 75.0),
        ("escalated", 2, 0.0, 25.0),
    ]
    assert charts.columns([("answered", [0])]) == []


def test_a_line_breaks_where_nothing_is_known() -> None:
    assert charts.steps([0.5, 1.0, None, 0.0]) == ["M0 50H10L10 0H20", "M30 100H40"]
    assert charts.steps([None]) == []


def test_more_is_darker_and_larger() -> None:
    few, many = charts.squares([[0, 1, 10]])
    assert (few.name, many.name) == ("level-1", "level-5")
    assert few.width < many.width


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\0=", "\xa0=", "\u200b=", "＝"])
def test_no_text_becomes_a_formula(sign: str) -> None:
    assert sheets.written(f"{sign}cmd", "de") == f"'{sign}cmd"


@pytest.mark.parametrize(("language", "other"), [("de", ","), ("en", ";"), ("de", "\t")])
def test_no_formula_begins_where_another_language_parts_the_cells(language: str, other: str) -> None:
    line = "".join(sheets.lines([[f"Kim{other}=cmd", "x"]], language))
    assert f'"Kim{other}=cmd"' in line


def test_numbers_stay_numbers() -> None:
    cells: tuple[sheets.Cell, ...] = (-1, 0.25, date(2026, 11, 9), None, "a;b", 'say "x"')
    assert "".join(sheets.lines([cells], "de")) == '\ufeff-1;0,2500;2026-11-09;;"a;b";"say ""x"""\r\n'
    assert "".join(sheets.lines([cells], "en")) == '\ufeff-1,0.2500,2026-11-09,,"a;b","say ""x"""\r\n'
