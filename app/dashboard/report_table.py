"""A table of the reports: the same for the page, its charts, and the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.figures.sheets import Cell

TALKS, TURNS = frozenset({"inbox", "team"}), frozenset({"inbox", "team", "intent", "language"})
PEOPLE, WAITS = TALKS | {"person"}, TURNS | {"person"}

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`columns`: each one's name and kind (name, day, number, mean, share, minutes). `follows`: what narrows it."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Row]
    follows: frozenset[str] = TURNS

    @property
    def is_empty(self) -> bool:
        """Nothing happened: no row has anything beside its name."""
        return not any(value for row in self.rows for value in row[1:])

    def column(self, name: str) -> list[Any]:
        place = [key for key, _ in self.columns].index(name)
        return [row[place] for row in self.rows]
