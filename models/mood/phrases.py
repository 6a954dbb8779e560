"""From the word lists' phrases to regular expressions. Pure.

Phrases stand between line ends or semicolons, in lower case; a line that ends
with | goes on. Beside the signs of regular expressions:

    ~        any ending of the word ("dringend~": dringend, dringende, dringendst)
    …        up to five words between
    ä, é, ł  are also found as people type them without the accent (ä: ae, a; ß: ss, s)
    '        any apostrophe, or none
"""

import re
from re import Pattern

# Everything is bounded, so that no text can take long.
_TYPED = {" ": r"[\s,'’-]{1,3}", "~": r"\w{0,25}", "…": r"(?:\W{1,3}\w{1,30}){0,5}?\W{1,3}", "'": "['’´`]?"}
_TYPED |= {"ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)", "ü": "(?:ü|ue|u)", "ß": "(?:ß|ss?)"}
_ACCENTS = dict(zip("éèêàáâíóúñçğışąćęłńśźżûôî", "eeeaaaiouncgisacelnszzuoi", strict=True))
_TYPED |= {accented: f"[{accented}{plain}]" for accented, plain in _ACCENTS.items()}


def compiled(*lists: str) -> Pattern[str]:
    """One expression that finds any phrase of the lists, as whole words. Raises re.error when a phrase is none."""
    phrases = [phrase.strip() for words in lists for phrase in re.split(r"[;\n]", words.replace("|\n", "|"))]
    spelt = [_spelt(opening) for phrase in phrases for opening in _openings(phrase)]
    return re.compile(rf"(?<!\w)(?:{_by_letters(spelt)})(?!\w)")


def _openings(phrase: str) -> list[str]:
    """The phrase once for each word of the group that it begins with."""
    group = re.match(r"\(([^()]*)\)(\?)?", phrase)
    if not group:
        return [phrase] if phrase else []
    rest = phrase[group.end() :]
    ways = [word + rest for word in group[1].split("|")]
    return ways + _openings(rest.lstrip()) if group[2] else ways


def _spelt(phrase: str) -> str:
    grouped = re.sub(r"\((?!\?)", "(?:", phrase.replace(" … ", "…"))
    return "".join(_TYPED.get(sign, sign) for sign in grouped)


def _by_letters(spelt: list[str], depth: int = 3) -> str:
    """Alternatives by their first letters: then most words of a message are passed over at once."""
    if not depth or len(spelt) == 1:
        return "|".join(spelt)
    groups: dict[str, list[str]] = {}
    for one in spelt:
        letter = one[0] if one[:1].isalpha() and one[1:2] not in ("?", "{") else ""
        groups.setdefault(letter, []).append(one.removeprefix(letter))
    rest = groups.pop("", [])
    return "|".join([*(f"{letter}(?:{_by_letters(ends, depth - 1)})" for letter, ends in groups.items()), *rest])
