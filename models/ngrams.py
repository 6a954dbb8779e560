"""TF-IDF over words and characters, counted once and weighed as often as cross-fitting needs."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.validation import check_is_fitted

from models.estimator import Transformer

# Characters in a piece of a word.
SHORTEST, LONGEST = 2, 5

# The first so many words are remembered with the columns of their pieces, unless they are so long that nobody writes
# them twice. What people write often comes early, so none is dropped for another.
MOST_WORDS, LONGEST_WORD = 5_000, 24

_TOKEN = re.compile(r"\w+|[^\w\s]")


def word_ngrams(text: str) -> list[str]:
    """Words and pairs of neighbours; a sign or an emoji counts as a word."""
    words = _TOKEN.findall(text)
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def character_ngrams(text: str) -> list[str]:
    """All pieces of 2 to 5 characters inside each word, with the blanks around it."""
    grams: list[str] = []
    for word in text.split():
        padded = f" {word} "
        length = len(padded)
        for n in range(SHORTEST, min(LONGEST, length) + 1):
            grams += [padded[i : i + n] for i in range(length - n + 1)]
    return grams


def pieces_from(text: str, shortest: int) -> int:
    """How many of a text's `character_ngrams` have at least so many characters."""
    lengths = [len(word) + 3 for word in text.split()]
    return sum(length - n for n in range(shortest, LONGEST + 1) for length in lengths if length > n)


VIEWS: dict[str, Callable[[str], list[str]]] = {"word": word_ngrams, "character": character_ngrams}


class Columns:
    """The columns of a text's n-grams in a vocabulary. With `grow`, unknown n-grams join it; else they have none.

    Most words come again and again, and the pieces of a word do not depend on its neighbours, so they are looked up
    once.
    """

    def __init__(self, view: str, vocabulary: dict[str, int], grow: bool = False) -> None:
        self.vocabulary = vocabulary
        self._ngrams, self._grow = VIEWS[view], grow
        self._parts: Callable[[str], list[str]] = str.split if view == "character" else lambda text: [text]
        self._remembers = view == "character"
        self._words: dict[str, NDArray[np.int32]] = {}

    def of(self, text: str) -> list[NDArray[np.int32]]:
        """In pieces, in the order of the n-grams."""
        return [self._of_part(part) for part in self._parts(text)]

    def _of_part(self, part: str) -> NDArray[np.int32]:
        found = self._words.get(part)
        if found is None:
            found = np.array(self._look_up(self._ngrams(part)), dtype=np.int32)
            if self._remembers and len(self._words) < MOST_WORDS and len(part) <= LONGEST_WORD:
                self._words[part] = found
        return found

    def _look_up(self, grams: list[str]) -> list[int]:
        known = self.vocabulary
        if self._grow:
            return [known.setdefault(gram, len(known)) for gram in grams]
        return [known[gram] for gram in grams if gram in known]


def count(texts: Iterable[str], columns: Columns) -> Any:
    """A CSR matrix of counts (float32), texts x vocabulary."""
    parts = [np.empty(0, dtype=np.int32)]
    ends = [0]
    for text in texts:
        found = columns.of(text)
        parts += found
        ends.append(ends[-1] + sum(map(len, found)))
    data = np.ones(ends[-1], dtype=np.float32)
    places = np.concatenate(parts), np.array(ends, dtype=np.int32)
    matrix = sparse.csr_matrix((data, *places), shape=(len(ends) - 1, len(columns.vocabulary)))
    matrix.sum_duplicates()
    return matrix


def document_weights(counts: Any, min_df: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The columns in at least `min_df` texts, and their smoothed inverse document frequencies."""
    frequencies = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = np.flatnonzero(frequencies >= min_df)
    idf = np.log((1 + counts.shape[0]) / (1 + frequencies[kept])) + 1
    return kept, idf.astype(np.float32)


def weigh(counts: Any, idf: NDArray[np.float32]) -> Any:
    """Counts to sublinear TF-IDF, each row of length 1; in place."""
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    weights = (1 + np.log(counts.data)) * idf[counts.indices]
    squares = np.bincount(rows, weights * weights, minlength=counts.shape[0])
    counts.data = weights / np.sqrt(squares).astype(np.float32)[rows]
    return counts


class NgramTfidf(Transformer):
    """TF-IDF of word 1-2 grams (`view="word"`) or character 2-5 grams (`view="character"`) of normalised texts."""

    def __init__(self, view: str = "word", min_df: int = 2) -> None:
        self.view = view
        self.min_df = min_df

    def fit(self, texts: Sequence[str], y: object = None) -> Self:
        self.fit_transform(texts)
        return self

    def fit_transform(self, texts: Sequence[str], y: object = None) -> Any:
        columns = Columns(self.view, {}, grow=True)
        counts = count(texts, columns)
        return self.fit_counts(counts, list(columns.vocabulary)).transform_counts(counts)

    def fit_counts(self, counts: Any, grams: Sequence[str]) -> Self:
        """Like `fit`, from counts already made; `grams` names their columns."""
        self.columns_, self.idf_ = document_weights(counts, self.min_df)
        self.vocabulary_ = {grams[column]: row for row, column in enumerate(self.columns_)}
        self.__dict__.pop("_columns", None)
        return self

    def transform_counts(self, counts: Any) -> Any:
        """From counts over all columns that `fit_counts` saw."""
        return weigh(counts[:, self.columns_], self.idf_)

    def transform(self, texts: Sequence[str]) -> Any:
        return weigh(self.count(texts), self.idf_)

    def count(self, texts: Sequence[str]) -> Any:
        """The counts that `transform` weighs."""
        check_is_fitted(self, "vocabulary_")
        return count(texts, self._columns)

    @cached_property
    def _columns(self) -> Columns:
        return Columns(self.view, self.vocabulary_)

    def __getstate__(self) -> dict[str, Any]:
        """Without the words met so far: customers wrote them."""
        state: dict[str, Any] = dict(super().__getstate__())
        state.pop("_columns", None)
        return state
