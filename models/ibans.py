"""IBANs in a text: those of European countries, by their form. Pure.

A mistyped one is as private, so the check digits do not matter but for the short ones, which may be an article's number
after "no". The form is strict, or dates and telephone numbers after "at" would be taken for Austrian ones.
"""

import re
from collections.abc import Iterator

# What stands behind the check digits (registry of ISO 13616): digits n, letters a, either c, each with how many.
_FORMS = {
    "AT": "n16", "BE": "n12", "BG": "a4n6c8", "CH": "n5c12", "CZ": "n20", "DE": "n18", "DK": "n14", "ES": "n20",
    "FI": "n14", "FR": "n10c11n2", "GB": "a4n14", "GR": "n7c16", "HR": "n17", "HU": "n24", "IE": "a4n14",
    "IT": "a1n10c12", "LI": "n5c12", "LU": "n3c13", "NL": "a4n10", "NO": "n11", "PL": "n24", "PT": "n21",
    "SE": "n20", "SI": "n15", "SK": "n20", "TR": "n5c17",
}  # fmt: skip
_SHORT = 17  # signs: up to here the check digits have to be right
_SIGNS = {"n": "[0-9]", "a": "[A-Za-z]", "c": "[0-9A-Za-z]"}
_BETWEEN = "[\\s./\u200b-\u200f\u202a-\u202e\u2060-\u2069-]{0,3}"  # blanks of any kind, signs, what nobody sees


def _pattern(country: str, form: str) -> str:
    """Of digits alone there may be one more or less: a slip that is soon made."""
    parts = re.findall(r"([nac])(\d+)", form)
    slack = 1 if all(kind == "n" for kind, _ in parts) else 0
    signs = [_SIGNS[kind] for kind, number in [("n", "2"), *parts] for _ in range(int(number))]
    either_case = "".join(f"[{letter}{letter.lower()}]" for letter in country)
    needed = "".join(f"{_BETWEEN}{sign}" for sign in signs[: len(signs) - slack])
    return f"{either_case}{needed}(?:{_BETWEEN}[0-9]){{0,{2 * slack}}}"


_IBAN = re.compile("(?<![0-9A-Za-z])(?:" + "|".join(_pattern(*one) for one in _FORMS.items()) + ")")
_OTHER = re.compile(r"[^0-9A-Za-z]")


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each begins and ends, and how it may be shown: country and last four signs."""
    for one in _IBAN.finditer(text):
        bare = _OTHER.sub("", one[0]).upper()
        if len(bare) > _SHORT or _is_right(bare):
            yield one.start(), one.end(), f"{bare[:2]}** … {bare[-4:]}"


def _is_right(bare: str) -> bool:
    """ISO 13616: the remainder of the rearranged number by 97 is 1."""
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def hidden(text: str) -> str:
    """The text with the IBANs in it all but hidden."""
    for start, end, shown in reversed(list(find(text))):
        text = text[:start] + shown + text[end:]
    return text
