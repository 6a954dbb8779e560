"""The language of a message, learnt from the playbook's own examples. Many messages have three words or fewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from models.estimator import Estimator
from models.ngrams import NgramTfidf, character_ngrams
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
        self.ngrams_ = NgramTfidf("character", self.min_df if len(texts) > 1000 else 1)
        matrix = self.ngrams_.fit_transform(pieces)
        if len(self.classes_) > 1:
            regression = LogisticRegression(C=self.C, max_iter=300).fit(matrix, owners)
            self.coef_ = np.ascontiguousarray(regression.coef_.T, dtype=np.float32)
            self.intercept_ = regression.intercept_.astype(np.float32)
        return self

    def predict(self, texts: Sequence[str]) -> list[Guess]:
        check_is_fitted(self, "classes_")
        if not len(texts):
            return []
        normalised = [normalise(text) for text in texts]
        shares = self._shares(normalised)
        return [self._guess(text, row) for text, row in zip(normalised, shares, strict=True)]

    def predict_proba(self, texts: Sequence[str]) -> Table:
        """Texts x languages, in the order of `classes_`; equal where nothing in the text is known."""
        check_is_fitted(self, "classes_")
        return self._shares([normalise(text) for text in texts])

    def _shares(self, normalised: Sequence[str]) -> Table:
        if len(self.classes_) == 1:
            return np.ones((len(normalised), 1))
        matrix = self.ngrams_.transform(normalised)
        scores = np.asarray(matrix @ self.coef_ + self.intercept_, dtype=np.float64)
        scores[np.diff(matrix.indptr) == 0] = 0
        return softmax(np.hstack([-scores / 2, scores / 2]) if len(self.classes_) == 2 else scores)

    def _guess(self, normalised: str, shares: Table) -> Guess:
        best = int(shares.argmax())
        sure = shares[best] >= self.threshold and self._known_share(normalised) >= self.least_known
        return Guess(str(self.classes_[best]) if sure else None, float(shares[best]))

    def _known_share(self, normalised: str) -> float:
        telling = [gram for gram in character_ngrams(normalised) if len(gram) >= TELLING]
        known = sum(gram in self.ngrams_.vocabulary_ for gram in telling)
        return known / len(telling) if telling else 1.0

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
