"""Labelled examples from CSV (or TSV) and JSONL. Pure."""

import csv
import io
import json
from typing import Any

from app.playbook.writing import Labelled

COLUMNS = ("text", "intent", "language")


class FormatError(ValueError):
    """The file cannot be read; the message names the line and what was expected."""


def read_csv(content: str, language: str) -> list[Labelled]:
    """With a head that names the columns text and intent, and language where there are several; else `language`.

    The sign between columns (comma, semicolon or tab) is found out. Raises FormatError.
    """
    sign = max(",;\t", key=content.partition("\n")[0].count)
    rows = csv.DictReader(io.StringIO(content), delimiter=sign)
    try:
        if not {"text", "intent"} <= set(rows.fieldnames or ()):
            raise FormatError(
                "line 1: expected a head with the columns text and intent (and language). Nothing was added."
            )
        return [_labelled(row, number, language) for number, row in enumerate(rows, 2)]
    except csv.Error as error:
        raise FormatError(
            f"after line {rows.line_num}: {error}. Is a quotation mark missing? Nothing was added."
        ) from None


def read_jsonl(content: str, language: str) -> list[Labelled]:
    """One object a line with text and intent, and language where there are several. Raises FormatError."""
    found = []
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            found.append(_labelled(row, number, language))
    return found


def _labelled(row: Any, number: int, language: str) -> Labelled:
    text, intent = (row.get("text"), row.get("intent")) if isinstance(row, dict) else (None, None)
    if not (isinstance(text, str) and isinstance(intent, str) and text.strip() and intent.strip()):
        raise FormatError(f"line {number}: expected a text and an intent. Nothing was added.")
    return text, intent.strip(), row.get("language") or language
