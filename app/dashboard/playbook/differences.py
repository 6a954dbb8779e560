"""What two versions of a file have not in common, line by line. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

AROUND = 2  # lines that stay the same before and after a change
MOST_LINES = 400  # shown of a file
LARGEST = 5000  # lines; beyond it comparing takes too long

Kind = Literal["same", "added", "removed", "gap"]


@dataclass(frozen=True, slots=True)
class Line:
    kind: Kind
    text: str = ""


def compared(before: str, after: str) -> Iterator[Line]:
    """The changed lines with those around them; at most MOST_LINES, then a gap."""
    for number, line in enumerate(_compared(before.splitlines(), after.splitlines())):
        if number == MOST_LINES:
            yield Line("gap")
            return
        yield line


def _compared(before: list[str], after: list[str]) -> Iterator[Line]:
    if max(len(before), len(after)) > LARGEST:
        yield Line("gap")
        return
    for number, group in enumerate(SequenceMatcher(None, before, after).get_grouped_opcodes(AROUND)):
        if number:
            yield Line("gap")
        for kind, begin, end, to_begin, to_end in group:
            if kind == "equal":
                yield from (Line("same", line) for line in before[begin:end])
                continue
            yield from (Line("removed", line) for line in before[begin:end])
            yield from (Line("added", line) for line in after[to_begin:to_end])
