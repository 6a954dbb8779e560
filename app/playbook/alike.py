"""Which examples say the same: equal but for signs, nearly the same, or made from one pattern. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from app.playbook.intents import Intent
from app.playbook.model import Playbook

ALIKE = 0.85  # share of the words that two examples have in common, by which they count as nearly the same
SERIES = 4  # examples that differ in one word


def texts_of(intent: Intent) -> Iterator[str]:
    return (text for text, _, _ in intent.texts())


def plain(text: str) -> str:
    """Without what does not change the meaning: case, signs, spaces. Emoji alone stay."""
    return " ".join(re.findall(r"\w+", text.lower())) or "".join(text.split())


def homes(playbook: Playbook) -> dict[str, set[str]]:
    """The intents that each example, in its plain form, stands in."""
    found: dict[str, set[str]] = defaultdict(set)
    for intent in playbook.intents.values():
        for text in texts_of(intent):
            found[plain(text)].add(intent.name)
    return found


def nearly_the_same(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of neighbours among the sorted words, so that not all pairs have to be compared."""
    worded = sorted({(tuple(sorted(set(plain(text).split()))), text) for text in texts})
    for (first, one), (second, other) in pairwise(worded):
        common, all_words = set(first) & set(second), set(first) | set(second)
        if first != second and len(all_words) >= 5 and len(common) >= ALIKE * len(all_words):
            yield one, other


def of_one_pattern(intent: Intent) -> dict[str, list[str]]:
    """The examples of each series, in their order, by its pattern."""
    patterns: dict[str, dict[str, str]] = defaultdict(dict)
    for text in texts_of(intent):
        words = plain(text).split()
        for place in range(len(words) if len(words) >= 4 else 0):
            pattern = " ".join([*words[:place], "…", *words[place + 1 :]])
            patterns[pattern].setdefault(words[place], text)
    return {pattern: list(slots.values()) for pattern, slots in patterns.items() if len(slots) >= SERIES}


def superfluous(intent: Intent) -> set[str]:
    """Examples that say nothing new: nearly the same as another, or of a series beyond its first ones. (What is given
    twice is not among them: it stays once.)"""
    near = {other for _, other in nearly_the_same(texts_of(intent))}
    return near | {text for series in of_one_pattern(intent).values() for text in series[SERIES - 1 :]}
