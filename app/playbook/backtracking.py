"""Whether a message could be written that a regular expression of the business's takes minutes over.

Each part that may repeat is given what it repeats on, longer and longer, and then what fits nothing, in a process of
its own (app/playbook/stopwatch.py).
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from re import Pattern, _constants, _parser  # type: ignore[attr-defined] # nothing public takes a pattern apart
from typing import Any

from app.playbook.errors import PlaybookError
from app.playbook.expressions import NOT_LOOKED_FOR
from app.playbook.model import Playbook
from app.remarks import Fault, Remark
from models.entities import LONGEST

SECONDS = 0.1  # of CPU for one message; what is usual takes a thousandth of it
MOST = 20  # parts that are tried, twice
MOST_TIMES = 50  # that something is said one after the other
FITS_NOTHING = "~"
PROGRAM = Path(__file__).with_name("stopwatch.py")
WALL_SECONDS = 60.0  # on a machine that is very busy; its CPU time ends long before
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_LOOKS = (_constants.ASSERT, _constants.ASSERT_NOT)
_USUAL = "0aA -."  # a sign of each kind
_CATEGORIES = {
    _constants.CATEGORY_DIGIT: r"\d",
    _constants.CATEGORY_NOT_DIGIT: r"\D",
    _constants.CATEGORY_SPACE: r"\s",
    _constants.CATEGORY_NOT_SPACE: r"\S",
    _constants.CATEGORY_WORD: r"\w",
    _constants.CATEGORY_NOT_WORD: r"\W",
}


def slow(playbook: Playbook) -> str | None:
    """The first kind of numbers whose expression could hold Lotse up."""
    return next((kind for kind, pattern in playbook.numbers.items() if is_slow(pattern)), None)


def refuse_slow(playbook: Playbook) -> None:
    """Raises PlaybookError naming it."""
    if kind := slow(playbook):
        fault = Fault("playbook.toml", f"numbers.{kind}", Remark("slow", {"name": kind}))
        raise PlaybookError.of("The numbers cannot be looked for like this, so nothing was changed:", [fault])


@lru_cache(maxsize=64)
def is_slow(pattern: Pattern[str]) -> bool:
    if pattern == NOT_LOOKED_FOR:  # in the playbook that holds, for one that is
        return True
    parts = _parser.parse(pattern.pattern, pattern.flags)
    try:
        built = [islice(_trials(parts, "", least), MOST) for least in (0, 1)]
        trials = dict.fromkeys(chain(*built, (("", sign) for sign in _signs(pattern.pattern))))
    except RecursionError:  # so deep in itself that nobody can say what it does
        return True
    return _takes_long(pattern, [(before, repeated, FITS_NOTHING) for before, repeated in trials])


def _takes_long(pattern: Pattern[str], trials: Sequence[tuple[str, str, str]]) -> bool:
    """One that does not come to an end does, and one that nobody could try."""
    asked = json.dumps([pattern.pattern, pattern.flags, trials, LONGEST, SECONDS])
    try:
        done = subprocess.run([sys.executable, "-I", str(PROGRAM)], input=asked, text=True, timeout=WALL_SECONDS)  # noqa: S603
    except (subprocess.TimeoutExpired, OSError):
        return True
    return done.returncode != 0


def _trials(parts: Any, before: str, least: int) -> Iterator[tuple[str, str]]:
    """What leads to each part that repeats, and what it repeats on; `least`: so often what may be left out is said."""
    for part in parts:
        for inner in [part[1][1]] if part[0] in _LOOKS else _inner(part):
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
    if kind is _constants.ATOMIC_GROUP:
        return [value]
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
        return next(sign for sign in _USUAL if re.match(_CATEGORIES[value], sign))
    if kind is _constants.IN:
        return _of_a_set(value)
    if kind in (_constants.ANY, _constants.NOT_LITERAL):
        return next(sign for sign in _USUAL if kind is _constants.ANY or sign != chr(value))
    inner = _inner((kind, value))
    times = min(max(value[0], least), MOST_TIMES) if kind in _REPEATS else 1
    return _example(inner[0], least) * times if inner else ""


def _of_a_set(choices: Any) -> str:
    first, value = choices[0]
    if first is not _constants.NEGATE:
        return _of_one(first, value, 0)
    return next((sign for sign in _USUAL if not any(_is(one, sign) for one in choices[1:])), "")


def _is(choice: Any, sign: str) -> bool:
    kind, value = choice
    if kind is _constants.RANGE:
        return bool(value[0] <= ord(sign) <= value[1])
    return bool(re.match(_CATEGORIES[value], sign)) if kind is _constants.CATEGORY else sign == chr(value)


def _signs(written: str) -> str:
    """What may stand in a message that it is about: a sign of each kind, and its own."""
    return "".join(islice(dict.fromkeys(_USUAL + written), MOST))
