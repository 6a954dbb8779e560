"""The language of a message, learnt from the playbook's own examples. Many messages have three words or fewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from models.estimator import Estimator
from models.ngrams import NgramTfidf
from models.normalise import normalise


@dataclass(frozen=True, slots=True)
class Guess:
    """language: a code, or None when unsure; confidence (0 to 1): the chance of the likeliest language."""

    language: str | None
    confidence: float


class LanguageGuesser(Estimator):
    """threshold: below this chance the guess is None. window: examples are also learnt cut into so many words."""

    def __init__(self, threshold: float = 0.8, window: int = 3, C: float = 10.0, min_df: int = 3) -> None:  # noqa: N803
        self.threshold = threshold
        self.window = window
        self.C = C
        self.min_df = min_df

    def fit(self, texts: Sequence[str], languages: Sequence[str]) -> Self:
        """Raises ValueError when there are no texts or the lengths differ. One language alone is always guessed."""
        if not len(texts) or len(texts) != len(languages):
            raise ValueError(f"Each text needs one language: {len(texts)} texts, {len(languages)} languages.")
        self.classes_ = np.unique(np.asarray(languages, dtype=np.str_))
        if len(self.classes_) == 1:
            return self
        pieces, owners = self._pieces(texts, languages)
        self.ngrams_ = NgramTfidf("character", self.min_df)
        matrix = self.ngrams_.fit(pieces).transform(pieces)
        regression = LogisticRegression(C=self.C, max_iter=200).fit(matrix, owners)
        self.coef_ = np.ascontiguousarray(regression.coef_.T, dtype=np.float32)
        self.intercept_ = regression.intercept_.astype(np.float32)
        return self

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Texts x languages (in the order of `classes_`); all equal where nothing in the text is known."""
        check_is_fitted(self, "classes_")
        if len(self.classes_) == 1:
            return np.ones((len(texts), 1))
        matrix = self.ngrams_.transform([normalise(text) for text in texts])
        scores = np.asarray(matrix @ self.coef_ + self.intercept_, dtype=np.float64)
        scores[np.diff(matrix.indptr) == 0] = 0
        if len(self.classes_) == 2:
            scores = np.hstack([-scores / 2, scores / 2])
        shares: NDArray[np.float64] = softmax(scores, axis=1)
        return shares

    def predict(self, texts: Sequence[str]) -> list[Guess]:
        return [self._guess(shares) for shares in self.predict_proba(texts)]

    def _guess(self, shares: NDArray[np.float64]) -> Guess:
        best = int(shares.argmax())
        sure = shares[best] >= self.threshold
        return Guess(str(self.classes_[best]) if sure else None, float(shares[best]))

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
