"""Taking values out of JSON that may hold anything. Pure.

What is not of the expected kind is treated as absent: the raw bytes are kept elsewhere, and one odd field must not
cost a customer's message.
"""

import math
import re
from datetime import UTC, datetime
from typing import Any

ID_CHARACTERS = 255  # wamids are about 60 long; a longer one would not fit the index that makes them unique
NO_LATER = 4_102_444_800  # the year 2100, in Unix seconds
_SURROGATES = re.compile("[\ud800-\udfff]")


class NotUnderstoodError(Exception):
    """The bytes, or a part of them, are not a webhook we can read; nothing of that part was taken in."""


def obj(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def objs(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def word(item: dict[str, Any], key: str, most: int = 1024) -> str | None:
    """A text that says something, cut to `most` characters; a whole number is taken for its digits."""
    value = item.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30:
        value = str(value)
    return value[:most] if isinstance(value, str) and value.strip() else None


def words(items: Any, key: str, most: int = 20) -> list[str]:
    """That text of each object in a list, of the first `most`."""
    return [text for item in objs(items)[:most] if (text := word(item, key))]


def number(item: dict[str, Any], key: str) -> float | None:
    """A finite number, also when it comes as a text."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def identifier(item: dict[str, Any], key: str, most: int = ID_CHARACTERS) -> str | None:
    """An id, whole or not at all. Raises NotUnderstoodError when it is too long to be kept."""
    value = word(item, key, most + 1)
    if value is not None and len(value) > most:
        raise NotUnderstoodError(f"{key} is longer than {most} characters")
    return value


def required(item: dict[str, Any], key: str, most: int = ID_CHARACTERS) -> str:
    value = identifier(item, key, most)
    if value is None:
        raise NotUnderstoodError(f"{key} is missing")
    return value


def moment(item: dict[str, Any], key: str = "timestamp") -> datetime | None:
    """Unix seconds, in a string or a number; some callers send milliseconds. None for anything else.

    A year that cannot be meant is nothing else: a date at the end of time would break the sums made with it.
    """
    given = number(item, key) or 0
    seconds = given / 1000 if given > 10**11 else given
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < NO_LATER else None


def without_none(**values: Any) -> dict[str, Any]:
    """The values that are there; also without empty lists, empty objects and False."""
    return {name: value for name, value in values.items() if value or (value == 0 and value is not False)}


def storable(value: Any) -> Any:
    """Without what PostgreSQL cannot store: NUL and lone surrogates become U+FFFD.

    Raises RecursionError for what is nested too deeply.
    """
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value.replace("\x00", "\ufffd"))
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    return value
