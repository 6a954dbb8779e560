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

Table = NDArray[Any]

# Characters in a piece of a word.
SHORTEST, LONGEST = 2, 5

# The column of an n-gram that is not in the vocabulary.
UNKNOWN = -1

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
    """The columns of a text's n-grams in a vocabulary. With `grow`, unknown n-grams join it; else theirs is `UNKNOWN`.

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
        return [known.get(gram, UNKNOWN) for gram in grams]


def count(texts: Iterable[str], columns: Columns) -> tuple[Any, NDArray[np.int32]]:
    """A CSR matrix of counts (float32), texts x vocabulary, and how many n-grams each text has, known or not."""
    parts = [np.empty(0, dtype=np.int32)]
    lengths = []
    for text in texts:
        found = columns.of(text)
        parts += found
        lengths.append(sum(map(len, found)))
    all_columns = np.concatenate(parts)
    known = all_columns != UNKNOWN
    ends = np.concatenate([[0], np.cumsum(known)])[np.cumsum([0, *lengths])].astype(np.int32)
    data = np.ones(ends[-1], dtype=np.float32)
    matrix = sparse.csr_matrix((data, all_columns[known], ends), shape=(len(lengths), len(columns.vocabulary)))
    matrix.sum_duplicates()
    return matrix, np.array(lengths, dtype=np.int32)


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


def _sums(counts: Any) -> Table:
    """Of each row."""
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    return np.bincount(rows, counts.data, minlength=counts.shape[0])


def _share(part: Table, whole: Table) -> Table:
    share: Table = np.where(whole > 0, part / np.maximum(whole, 1), 1.0).astype(np.float32)
    return share


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
        counts, _ = count(texts, columns)
        return self.fit_counts(counts, list(columns.vocabulary)).transform_counts(counts)

    def fit_counts(self, counts: Any, grams: Sequence[str], learnable: int | None = None) -> Self:
        """Like `fit`, from counts already made; `grams` names their columns, of which only the first so many are
        learnt (None: all)."""
        columns, idf = document_weights(counts, self.min_df)
        first = len(columns) if learnable is None else int(np.searchsorted(columns, learnable))
        self.columns_, self.idf_ = columns[:first], idf[:first]
        self.vocabulary_ = {grams[column]: row for row, column in enumerate(self.columns_)}
        frequencies = np.bincount(counts.indices, minlength=counts.shape[1])
        # Known without the text itself: what its own n-grams add to the counts says nothing of unseen texts.
        others = counts.copy()
        others.data *= frequencies[counts.indices] > self.min_df
        self.usual_share_ = float(np.median(_share(_sums(others), _sums(counts)))) if counts.shape[0] else 1.0
        self.__dict__.pop("_columns", None)
        return self

    def by_word(self, words: Sequence[str]) -> list[NDArray[np.int32]]:
        """The columns of the n-grams that each word of a text is part of."""
        if self.view == "character":
            return self._columns.of(" ".join(words))
        tokens = [_TOKEN.findall(word) for word in words]
        return [self._with_pairs(*around) for around in zip([[], *tokens], tokens, [*tokens[1:], []], strict=False)]

    def _with_pairs(self, before: list[str], tokens: list[str], after: list[str]) -> NDArray[np.int32]:
        pairs = [f"{a} {b}" for a, b in pairwise([*before[-1:], *tokens, *after[:1]])]
        return np.array([self.vocabulary_.get(gram, UNKNOWN) for gram in (*tokens, *pairs)], dtype=np.int32)

    def transform_counts(self, counts: Any) -> Any:
        """From counts over all columns that `fit_counts` saw."""
        return self.read_counts(counts)[0]

    def transform(self, texts: Sequence[str]) -> Any:
        return self.read(texts)[0]

    def read_counts(self, counts: Any) -> tuple[Any, Table]:
        """Like `read`, from counts over all columns that `fit_counts` saw."""
        known = counts[:, self.columns_]
        share = _share(_sums(known), _sums(counts))
        return weigh(known, self.idf_), share

    def read(self, texts: Sequence[str]) -> tuple[Any, Table]:
        """The weights, and which share (0 to 1) of each text's n-grams is known."""
        counts, lengths = self.count(texts)
        share = _share(_sums(counts), lengths)
        return weigh(counts, self.idf_), share

    def count(self, texts: Sequence[str]) -> tuple[Any, NDArray[np.int32]]:
        """The counts that `transform` weighs, and how many n-grams each text has, known or not."""
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
