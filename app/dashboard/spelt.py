"""How what somebody searches for may be spelt elsewhere: words, order numbers, phone numbers. Pure."""

import re

from app.whatsapp import numbers

FEWEST_LETTERS, FEWEST_DIGITS = 3, 4  # below, the beginning of a word or number is the beginning of nearly all
COUNTRIES = ("49", "43", "41")  # whose numbers are written with a 0 at their beginning
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"(?:^|\s)(\w+)$")
_EXCLUDED = re.compile(r"(?<!\S)-+")
_DASH = r"[\u2010-\u2015-]"
_GROUPS = rf"\d{{2,12}}(?:{_DASH}\d{{2,12}})+|\d{{3,12}}"
_APART = r"\d{2,4}(?:\s+\d{2,12})+"  # begins like a year: two order numbers in a row are longer
_NUMBERED = re.compile(rf"\b([A-Za-z]{{1,5}})[\s\u2010-\u2015-]*({_APART}|{_GROUPS})\b")
_BETWEEN = re.compile(rf"\s+|{_DASH}")
_BARE = re.compile(rf"(?<![\w-])(?:{_GROUPS})(?!\w)")
_PHONE = re.compile(r"[\s\d+()/.-]+")


def wanted(query: str) -> str:
    """Without the signs that leave words out: to find what is not there, everything would have to be read."""
    return _EXCLUDED.sub("", query).strip()


def words(query: str) -> list[str]:
    return _WORD.findall(query.casefold())


def last_word(query: str) -> tuple[str, str | None]:
    """What stands before the last word, and the last word where it may be the beginning of one."""
    found = _LAST_WORD.search(query)
    if found is None or len(found[1]) < FEWEST_LETTERS or query.count('"') % 2:
        return query, None
    return query[: found.start(1)].strip(), found[1].casefold()


def numbered(query: str) -> list[str]:
    """The spellings of an order number: AB-12345, AB 12345, AB12345; of bare digits the one behind a dash. What has
    several groups of digits, RE-2024-00017 or RE 2024 00017, is one number: RE-2024 would find all of that year."""
    numbers = [(match[1], _BETWEEN.split(match[2])) for match in _NUMBERED.finditer(query)]
    letters = [
        f"{letters}{between}{inside.join(groups)}"
        for letters, groups in numbers
        for between, inside in (("-", "-"), (" ", " "), ("", "-" if len(groups) > 1 else ""))
    ]
    return letters or [f"-{'-'.join(re.split(_DASH, match[0]))}" for match in _BARE.finditer(query)]


def phones(query: str) -> list[str]:
    """The beginnings of phone numbers, as they are kept, that may be meant; none where it is no number."""
    if not _PHONE.fullmatch(query):
        return []
    digits = numbers.key(query)
    if len(digits) < FEWEST_DIGITS or not digits.isdigit():
        return []
    if digits.startswith("00"):
        return [digits[2:]]
    if digits.startswith("0"):
        return [f"{country}{digits[1:]}" for country in COUNTRIES]
    return [digits]


def after(digits: str) -> str | None:
    """The first digits that come after all numbers which begin with these; None after 999."""
    kept = digits.rstrip("9")
    return kept[:-1] + str(int(kept[-1]) + 1) if kept else None
