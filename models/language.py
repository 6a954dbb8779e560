"""The language of a message, learnt from the playbook's own examples. Many messages have three words or fewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.validation import check_is_fitted

from models.estimator import Estimator
from models.ngrams import NgramTfidf, pieces_from, weigh
from models.normalise import normalise
from models.softmax import Table, softmax

# More texts than this only cost time.
ENOUGH = 5000

# Pieces of words shorter than this are common to all languages in Latin script.
TELLING = 4


@dataclass(frozen=True, slots=True)
class Guess:
    """language: a code, or None when unsure; confidence (0 to 1): the chance of the likeliest language."""

    language: str | None
    confidence: float


class LanguageGuesser(Estimator):
    """threshold: a language less likely than this is not named. least_known: nor is one when a smaller share of the
    text's longer pieces has been seen before, as in a language that was never learnt. window: examples are learnt
    whole and cut into so many words."""

    def __init__(
        self,
        threshold: float = 0.8,
        least_known: float = 0.3,
        window: int = 2,
        min_df: int = 5,
        C: float = 10.0,  # noqa: N803 - scikit-learn's name
        seed: int = 0,
    ) -> None:
        self.threshold = threshold
        self.least_known = least_known
        self.window = window
        self.min_df = min_df
        self.C = C
        self.seed = seed

    def fit(self, texts: Sequence[str], languages: Sequence[str]) -> Self:
        """Raises ValueError when there are no texts or the lengths differ. One language alone is always guessed."""
        if not len(texts) or len(texts) != len(languages):
            raise ValueError(f"Each text needs one language: {len(texts)} texts, {len(languages)} languages.")
        self.classes_ = np.unique(np.asarray(languages, dtype=np.str_))
        pieces, owners = self._pieces(*_sample(texts, languages, self.seed))
        # A few examples have hardly a piece in common.
        self.__dict__.pop("_telling", None)
        self.ngrams_ = NgramTfidf("character", self.min_df if len(texts) > 1000 else 1)
        matrix = self.ngrams_.fit_transform(pieces)
        if len(self.classes_) > 1:
            from sklearn.linear_model import LogisticRegression  # here: a worker only predicts

            regression = LogisticRegression(C=self.C, max_iter=300).fit(matrix, owners)
            self.coef_ = np.ascontiguousarray(regression.coef_.T, dtype=np.float32)
            self.intercept_ = regression.intercept_.astype(np.float32)
        return self

    def predict(self, texts: Sequence[str]) -> list[Guess]:
        check_is_fitted(self, "classes_")
        if not len(texts):
            return []
        normalised = [normalise(text) for text in texts]
        counts, _ = self.ngrams_.count(normalised)
        known = self._known_shares(normalised, counts)
        return [self._guess(row, share) for row, share in zip(self._shares(counts), known, strict=True)]

    def predict_proba(self, texts: Sequence[str]) -> Table:
        """Texts x languages, in the order of `classes_`; equal where nothing in the text is known."""
        check_is_fitted(self, "classes_")
        return self._shares(self.ngrams_.count([normalise(text) for text in texts])[0])

    def _shares(self, counts: Any) -> Table:
        """The counts are weighed in place."""
        if len(self.classes_) == 1:
            return np.ones((counts.shape[0], 1))
        matrix = weigh(counts, self.ngrams_.idf_)
        scores = np.asarray(matrix @ self.coef_ + self.intercept_, dtype=np.float64)
        scores[np.diff(matrix.indptr) == 0] = 0
        return softmax(np.hstack([-scores / 2, scores / 2]) if len(self.classes_) == 2 else scores)

    def _guess(self, shares: Table, known: float) -> Guess:
        best = int(shares.argmax())
        sure = shares[best] >= self.threshold and known >= self.least_known
        return Guess(str(self.classes_[best]) if sure else None, float(shares[best]))

    def _known_shares(self, normalised: Sequence[str], counts: Any) -> list[float]:
        """Of the telling pieces of each text; 1 where it has none."""
        known = (counts @ self._telling).tolist()
        telling = [pieces_from(text, TELLING) for text in normalised]
        return [found / pieces if pieces else 1.0 for found, pieces in zip(known, telling, strict=True)]

    @cached_property
    def _telling(self) -> NDArray[np.float32]:
        """1 for each column whose piece is long enough to tell a language, else 0."""
        return np.array([len(gram) >= TELLING for gram in self.ngrams_.vocabulary_], dtype=np.float32)

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = dict(super().__getstate__())
        state.pop("_telling", None)
        return state

    def _pieces(self, texts: Sequence[str], languages: Sequence[str]) -> tuple[list[str], list[str]]:
        """Every text whole, and cut into windows of a few words, as short messages are."""
        pieces: list[str] = []
        owners: list[str] = []
        for text, language in zip(texts, languages, strict=True):
            words = normalise(text).split()
            cut = [" ".join(words[i : i + self.window]) for i in range(0, len(words), self.window)]
            pieces += [" ".join(words), *cut]
            owners += [language] * (1 + len(cut))
        return pieces, owners


def _sample(texts: Sequence[str], languages: Sequence[str], seed: int) -> tuple[Sequence[str], Sequence[str]]:
    if len(texts) <= ENOUGH:
        return texts, languages
    rows = np.random.default_rng(seed).choice(len(texts), ENOUGH, replace=False).tolist()
    # A rare language must not be lost by chance.
    rows += [list(languages).index(language) for language in sorted(set(languages))]
    return [texts[row] for row in rows], [languages[row] for row in rows]
