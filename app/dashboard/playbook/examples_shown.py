"""The examples of an intent, a page of them at a time. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.playbook.intents import LEARNT, Intent

EACH = 50


@dataclass(frozen=True, slots=True)
class Examples:
    """`rows` are texts, languages and sources; `number` of `total` were looked for."""

    rows: tuple[tuple[str, str, str], ...]
    number: int
    total: int
    page: int
    pages: int
    wanted: str
    language: str
    languages: tuple[tuple[str, int], ...]


def read(intent: Intent, asked: Mapping[str, str]) -> Examples:
    """`asked`: `words` that stand in them, `language`, and `page` (from 1); the newest of a source come last."""
    everything = list(intent.texts())
    wanted, language = asked.get("words", "").strip(), asked.get("language", "")
    words = wanted.casefold().split()
    found = [row for row in everything if language in ("", row[1]) and all(word in row[0].casefold() for word in words)]
    pages = max(1, -(-len(found) // EACH))
    given = asked.get("page", "1")
    number = min(max(int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1, 1), pages)
    rows = tuple(found[(number - 1) * EACH : number * EACH])
    counts = {code: sum(row[1] == code for row in everything) for code in LEARNT}
    languages = tuple((code, count) for code, count in counts.items() if count)
    return Examples(rows, len(found), len(everything), number, pages, wanted, language, languages)
