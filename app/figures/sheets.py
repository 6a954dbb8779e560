"""Tables as CSV for spreadsheets. Pure.

A spreadsheet takes a cell that begins with one of SIGNS for a formula, and would run what somebody has named a topic
or themselves; such a text gets an apostrophe before it. Numbers stay numbers.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"  # without it Excel reads UTF-8 as something else
SEPARATORS = {"de": ";", "en": ","}  # as a spreadsheet of that language expects, for its decimal sign too
Cell = str | int | float | date | None


def lines(rows: Iterable[Iterable[Cell]], language: str) -> Iterator[str]:
    """The file piece by piece; German ones have decimal commas and semicolons."""
    yield BOM
    for row in rows:
        line = io.StringIO()
        writer = csv.writer(line, delimiter=SEPARATORS[language], lineterminator="\r\n")
        writer.writerow([written(cell, language) for cell in row])
        yield line.getvalue()


def written(cell: Cell, language: str) -> str:
    """A cell's text; what is not known is empty. Days are ISO dates, shares have four decimals."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.4f}".replace(".", "," if language == "de" else ".")
    if isinstance(cell, int):
        return str(cell)
    return f"'{cell}" if cell.lstrip(" ").startswith(SIGNS) else cell
