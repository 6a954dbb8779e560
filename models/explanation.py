"""Why a message was taken for an intent: the examples most like it, and the words that spoke for it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.ngrams import character_ngrams, word_ngrams
from models.normalise import PLACEHOLDERS
from models.prediction import Near

MOST_WORDS = 5
LEAST = 0.1  # of the strongest word's weight: weaker ones explain nothing
LONGEST = 300  # characters of an example that are shown
MARK = 8  # bytes: among a million texts, two have the same one with a chance of 1 in 40 million


def telling_words(text: str, contributions: Mapping[str, float]) -> tuple[str, ...]:
    """The whole words that speak for the intent rather than for the runner-up, the strongest first.

    text: normalised. contributions: of each of its n-grams to the difference of the two scores. Those of a piece that
    several words share, and of a pair of words, are divided among them.
    """
    words = list(dict.fromkeys(word for word in word_ngrams(text) if " " not in word))
    pieces = {word: {*character_ngrams(word), word} for word in words}
    owners = Counter(piece for found in pieces.values() for piece in found)
    weights = {
        word: sum(contributions.get(piece, 0.0) / owners[piece] for piece in pieces[word])
        for word in words
        if word not in PLACEHOLDERS and any(letter.isalpha() for letter in word)
    }
    for pair, value in contributions.items():
        for word in pair.split() if " " in pair.strip() else ():
            if word in weights:
                weights[word] += value / 2
    strongest = sorted(weights, key=lambda word: -weights[word])[:MOST_WORDS]
    return tuple(word for word in strongest if weights[word] > LEAST * max(weights[strongest[0]], 1e-9))


class KnownTexts:
    """Which example stands in which of the neighbours' rows. Only marks of the texts are stored, not what customers
    wrote: whoever loads them has to `remember` the texts, and one that was deleted since is forgotten here too."""

    def __init__(self, texts: Sequence[str], labels: NDArray[np.str_]) -> None:
        order = np.argsort(labels, kind="stable")
        names = {label: str(label) for label in np.unique(labels)}  # each once, or each row's would be stored
        self.labels = [names[labels[row]] for row in order]
        self.marks = b"".join(_mark(texts[row]) for row in order)
        self.texts: dict[bytes, str] = {}
        self.remember(texts)

    def remember(self, texts: Iterable[str]) -> None:
        self.texts = {_mark(text): text[:LONGEST] for text in texts}

    def near(self, rows: Iterable[tuple[int, float]]) -> tuple[Near, ...]:
        """rows: with their likeness. Those whose text is not remembered are left out."""
        marked = ((self.marks[row * MARK : (row + 1) * MARK], row, likeness) for row, likeness in rows)
        return tuple(
            Near(self.texts[mark], self.labels[row], round(likeness, 2))
            for mark, row, likeness in marked
            if mark in self.texts
        )

    def __getstate__(self) -> dict[str, Any]:
        return {"labels": self.labels, "marks": self.marks}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.labels, self.marks, self.texts = state["labels"], state["marks"], {}


def _mark(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:MARK]
