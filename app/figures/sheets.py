"""Tables as CSV for spreadsheets. Pure.

A spreadsheet takes a cell that begins with one of SIGNS for a formula, and would run what somebody has named a topic
or themselves; such a text gets an apostrophe before it. Numbers stay numbers.
"""

from collections.abc import Iterable, Iterator
from datetime import date

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"  # without it Excel reads UTF-8 as something else
SEPARATORS = {"de": ";", "en": ","}  # as a spreadsheet of that language expects, for its decimal sign too
QUOTED = (*SEPARATORS.values(), '"', "\t", "\r", "\n")
UNSEEN = " \0\x0b\x0c\xa0\u200b\ufeff"  # what a spreadsheet may pass over before the sign
Cell = str | int | float | date | None


def lines(rows: Iterable[Iterable[Cell]], language: str) -> Iterator[str]:
    """The file piece by piece; German ones have decimal commas and semicolons."""
    yield BOM
    for row in rows:
        yield SEPARATORS[language].join(_field(cell, language) for cell in row) + "\r\n"


def _field(cell: Cell, language: str) -> str:
    """Texts are quoted at every separator there is: a German spreadsheet may open an English file, and would begin a
    cell, which may be a formula, where the text has a semicolon."""
    text = written(cell, language)
    quoted = isinstance(cell, str) and any(sign in text for sign in QUOTED)
    return '"' + text.replace('"', '""') + '"' if quoted else text


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
    return f"'{cell}" if cell.lstrip(UNSEEN).startswith(SIGNS) else cell
