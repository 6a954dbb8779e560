"""TF-IDF over words and characters, counted once and weighed as often as cross-fitting needs."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.validation import check_is_fitted

from models.estimator import Transformer

Table = NDArray[Any]

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
        for n in range(2, min(5, length) + 1):
            grams += [padded[i : i + n] for i in range(length - n + 1)]
    return grams


VIEWS: dict[str, Callable[[str], list[str]]] = {"word": word_ngrams, "character": character_ngrams}


def count(
    texts: Iterable[str],
    ngrams: Callable[[str], list[str]],
    vocabulary: dict[str, int],
    grow: bool,
    different: list[int] | None = None,
) -> Any:
    """A CSR matrix of counts, texts x vocabulary. With `grow`, unknown n-grams join the vocabulary. To `different` is
    added how many different n-grams each text has, known or not."""
    columns: list[int] = []
    ends = [0]
    for text in texts:
        found = ngrams(text)
        if different is not None:
            different.append(len(set(found)))
        if grow:
            columns += [vocabulary.setdefault(gram, len(vocabulary)) for gram in found]
        else:
            columns += [vocabulary[gram] for gram in found if gram in vocabulary]
        ends.append(len(columns))
    data = np.ones(len(columns), dtype=np.float32)
    matrix = sparse.csr_matrix((data, columns, ends), shape=(len(ends) - 1, len(vocabulary)))
    matrix.sum_duplicates()
    return matrix


def document_weights(counts: Any, min_df: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The columns in at least `min_df` texts, and their smoothed inverse document frequencies."""
    frequencies = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = np.flatnonzero(frequencies >= min_df)
    idf = np.log((1 + counts.shape[0]) / (1 + frequencies[kept])) + 1
    return kept, idf.astype(np.float32)


def weigh(counts: Any, idf: NDArray[np.float32]) -> Any:
    """Counts to sublinear TF-IDF, each row of length 1."""
    weighed = counts.copy()
    weighed.data = (1 + np.log(weighed.data)) * idf[weighed.indices]
    squares = np.add.reduceat(np.append(weighed.data**2, 0), weighed.indptr[:-1]) if weighed.nnz else None
    if squares is not None:
        empty = np.diff(weighed.indptr) == 0
        norms = np.sqrt(np.where(empty, 1, squares)).astype(np.float32)
        weighed.data /= np.repeat(norms, np.diff(weighed.indptr))
    return weighed


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
        vocabulary: dict[str, int] = {}
        counts = count(texts, VIEWS[self.view], vocabulary, grow=True)
        return self.fit_counts(counts, list(vocabulary)).transform_counts(counts)

    def fit_counts(self, counts: Any, grams: Sequence[str]) -> Self:
        """Like `fit`, from counts already made; `grams` names their columns."""
        self.columns_, self.idf_ = document_weights(counts, self.min_df)
        self.vocabulary_ = {grams[column]: row for row, column in enumerate(self.columns_)}
        frequencies = np.bincount(counts.indices, minlength=counts.shape[1])
        # Known without the text itself: what its own n-grams add to the counts says nothing of unseen texts.
        others = (frequencies[counts.indices] > self.min_df).astype(np.float32)
        sums = np.add.reduceat(np.append(others, 0), counts.indptr[:-1])
        self.usual_share_ = float(np.median(_share(sums, np.diff(counts.indptr)))) if counts.shape[0] else 1.0
        return self

    def weights_of(self, text: str, row: Any) -> dict[str, tuple[int, float]]:
        """The column and weight of each n-gram of a normalised text that is known; `row`: its row, transformed."""
        weights = dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
        grams = set(VIEWS[self.view](text))
        return {gram: (at, weights[at]) for gram in grams if (at := self.vocabulary_.get(gram)) is not None}

    def transform_counts(self, counts: Any) -> Any:
        """From counts over all columns that `fit_counts` saw."""
        return self.read_counts(counts)[0]

    def transform(self, texts: Sequence[str]) -> Any:
        return self.read(texts)[0]

    def read_counts(self, counts: Any) -> tuple[Any, Table]:
        """Like `read`, from counts over all columns that `fit_counts` saw."""
        known = counts[:, self.columns_]
        return weigh(known, self.idf_), _share(np.diff(known.indptr), np.diff(counts.indptr))

    def read(self, texts: Sequence[str]) -> tuple[Any, Table]:
        """The weights, and which share (0 to 1) of each text's different n-grams is known."""
        check_is_fitted(self, "vocabulary_")
        different: list[int] = []
        known = count(texts, VIEWS[self.view], self.vocabulary_, grow=False, different=different)
        return weigh(known, self.idf_), _share(np.diff(known.indptr), np.array(different))
