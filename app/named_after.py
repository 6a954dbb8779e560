"""What people have called something by, and whether that names a contact: a label, a filter that they keep. Pure."""

import re
from collections.abc import Collection

FEWEST_DIGITS = 6  # of a number that is written without its beginning


def names(text: str, name: str | None, ids: Collection[str]) -> bool:
    """Whether a text has all words of the contact's name or only such, or holds a spelling of one of the ids."""
    said, theirs = words(text), words(name or "")
    if theirs and said and (said <= theirs or theirs <= said):
        return True
    digits = re.sub(r"\D", "", text).lstrip("0")
    is_number = len(digits) >= FEWEST_DIGITS
    return any(one.casefold() in text.casefold() or (is_number and digits in one) for one in ids)


def is_made_of(text: str, said: Collection[str]) -> bool:
    """Whether a text has words, and none that are not among these."""
    return bool(words(text)) and words(text) <= set(said)


def words(text: str) -> set[str]:
    """Each in small letters."""
    return set(re.findall(r"\w+", text.casefold()))
