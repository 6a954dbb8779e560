"""Why a message was taken for an intent: the examples most like it, and the words that spoke for it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.normalise import PLACEHOLDERS
from models.prediction import Near

Columns = NDArray[np.int32]
Floats = NDArray[np.floating[Any]]

MOST_WORDS = 5
SIGNS = ".,;:!?…\"'„“”‚‘’()[]*_~-"
LEAST = 0.1  # of the strongest word's weight: weaker ones explain nothing
LONGEST = 300  # characters of an example that are shown
MARK = 8  # bytes: among a million texts, two have the same one with a chance of 1 in 40 million


def spread(columns: Sequence[Columns], known: Columns, values: Floats) -> Floats:
    """What each word adds. columns: of its n-grams; known, values: the text's columns (sorted) and what each adds.

    The value of an n-gram that several words share is divided among them.
    """
    owners = np.repeat(np.arange(len(columns)), [len(found) for found in columns])
    wanted = np.concatenate([np.empty(0, dtype=np.int32), *columns])
    places = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    found = known[places] == wanted if len(known) else np.zeros(len(wanted), dtype=np.bool_)
    places, owners = places[found], owners[found]
    shares = values[places] / np.bincount(places, minlength=len(known))[places]
    added: Floats = np.bincount(owners, shares, minlength=len(columns)).astype(np.float64)
    return added


def telling_words(words: Sequence[str], weights: Floats) -> tuple[str, ...]:
    """The words that speak for the intent rather than for the runner-up, the strongest first, without signs."""
    together: Counter[str] = Counter()
    for word, weight in zip(words, weights.tolist(), strict=True):
        bare = word.strip(SIGNS)
        if bare not in PLACEHOLDERS and any(letter.isalpha() for letter in bare):
            together[bare] += weight
    strongest = together.most_common(MOST_WORDS)
    return tuple(word for word, weight in strongest if weight > max(LEAST * strongest[0][1], 1e-6))


class KnownTexts:
    """Which example stands in which of the neighbours' rows. Only marks of the texts are stored, not what customers
    wrote (there "" stands for the text): whoever loads them has to `remember` the texts."""

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
