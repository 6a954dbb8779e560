"""Whether a message could be written that a regular expression of the business's takes minutes over. Pure, but for the
time that it measures.

Each part that may repeat is given what it repeats on, longer and longer, and then what fits nothing: where the time
grows out of proportion, it is over long before it hurts.
"""

import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from re import Pattern, _constants, _parser  # type: ignore[attr-defined] # nothing public takes a pattern apart
from typing import Any

from app.playbook.model import Playbook, PlaybookError
from app.remarks import Fault, Remark
from models.entities import LONGEST

SECONDS = 0.1  # of CPU for one message; what is usual takes a thousandth of it
MOST = 20  # parts that are tried, twice
MOST_TIMES = 50  # that something is said one after the other
FIRST, FITS_NOTHING = 8, "~"
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_OF_A_CATEGORY = {
    _constants.CATEGORY_DIGIT: "0",
    _constants.CATEGORY_NOT_DIGIT: "a",
    _constants.CATEGORY_SPACE: " ",
    _constants.CATEGORY_NOT_SPACE: "a",
    _constants.CATEGORY_WORD: "a",
    _constants.CATEGORY_NOT_WORD: "-",
}


def slow(playbook: Playbook) -> list[str]:
    """The kinds of numbers whose expression could hold Lotse up."""
    return [kind for kind, pattern in playbook.numbers.items() if is_slow(pattern)]


def refuse_slow(playbook: Playbook) -> None:
    """Raises PlaybookError naming each of them."""
    faults = [Fault("playbook.toml", f"numbers.{kind}", Remark("slow", {"name": kind})) for kind in slow(playbook)]
    if faults:
        raise PlaybookError.of("The numbers cannot be looked for like this, so nothing was changed:", faults)


@lru_cache(maxsize=64)
def is_slow(pattern: Pattern[str]) -> bool:
    parts = _parser.parse(pattern.pattern, pattern.flags)
    try:
        trials = dict.fromkeys(trial for least in (0, 1) for trial in islice(_trials(parts, "", least), MOST))
    except RecursionError:  # so deep in itself that nobody can say what it does
        return True
    return any(_takes_long(pattern, *trial) for trial in trials)


def _takes_long(pattern: Pattern[str], before: str, repeated: str) -> bool:
    """Each text is hardly longer than the one before, so that none takes much longer than what is allowed."""
    length = FIRST
    while length <= LONGEST:
        text = before + (repeated * length)[:length] + FITS_NOTHING
        began = time.thread_time()
        for _ in pattern.finditer(text):
            pass
        if time.thread_time() - began > SECONDS:
            return True
        length += max(1, length // (8 if length < 64 else 4))
    return False


def _trials(parts: Any, before: str, least: int) -> Iterator[tuple[str, str]]:
    """What leads to each part that repeats, and what it repeats on; `least`: so often what may be left out is said."""
    for part in parts:
        for inner in _inner(part):
            if part[0] in _REPEATS and (repeated := _example(inner, least)):
                yield before, repeated
            yield from _trials(inner, before, least)
        before = (before + _example([part], least))[:LONGEST]


def _inner(part: Any) -> list[Any]:
    """What stands in the part: one thing, or several to choose from."""
    kind, value = part
    if kind in _REPEATS:
        return [value[2]]
    if kind is _constants.SUBPATTERN:
        return [value[3]]
    return list(value[1]) if kind is _constants.BRANCH else []


def _example(parts: Any, least: int) -> str:
    """Something that fits, or its beginning; what looks around or back is left out."""
    return "".join(_of_one(kind, value, least) for kind, value in parts)[:LONGEST]


def _of_one(kind: Any, value: Any, least: int) -> str:
    if kind is _constants.LITERAL:
        return chr(value)
    if kind is _constants.RANGE:
        return chr(value[0])
    if kind is _constants.CATEGORY:
        return _OF_A_CATEGORY[value]
    if kind is _constants.IN:
        first, of_it = value[0]
        return "!" if first is _constants.NEGATE else _of_one(first, of_it, least)
    if kind in (_constants.ANY, _constants.NOT_LITERAL):
        return "!"
    inner = _inner((kind, value))
    times = min(max(value[0], least), MOST_TIMES) if kind in _REPEATS else 1
    return _example(inner[0], least) * times if inner else ""
