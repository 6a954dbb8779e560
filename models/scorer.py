"""Features, head and neighbours as one: the score of every class for every text, in three parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone

from models.estimator import Estimator
from models.features import Counted, TextFeatures, Vectors
from models.head import LinearHead
from models.neighbours import Neighbours

Table = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """Texts x classes each. The head's score is `meaning` (sentence embedding) + `wording` (n-grams, intercept);
    `nearness` is the cosine to the class's nearest example, 0 without embeddings."""

    meaning: Table
    wording: Table
    nearness: Table

    @property
    def total(self) -> Table:
        return self.meaning + self.wording + self.nearness

    def rows(self, rows: NDArray[np.intp]) -> "Scores":
        return Scores(self.meaning[rows], self.wording[rows], self.nearness[rows])

    def put(self, rows: NDArray[np.intp], scores: "Scores") -> None:
        """Write the scores of these rows in their places."""
        self.meaning[rows], self.wording[rows], self.nearness[rows] = scores.meaning, scores.wording, scores.nearness


class Scorer(Estimator):
    """features and head are cloned by `fit_counted`, as scikit-learn's compound estimators do."""

    def __init__(self, features: TextFeatures, head: LinearHead, neighbours: Neighbours) -> None:
        self.features = features
        self.head = head
        self.neighbours = neighbours

    def fit_counted(
        self, counted: Counted, rows: NDArray[np.intp], labels: NDArray[np.str_], classes: NDArray[np.str_]
    ) -> Self:
        """labels: of all texts counted; only those of `rows` are learnt from. classes: all there are, sorted."""
        self.features_ = clone(self.features).fit_counted(counted, rows)
        self.head_ = clone(self.head).fit(self.features_.transform_counted(counted, rows), labels[rows], classes)
        columns = np.searchsorted(classes, labels[rows])
        vectors = self.features_.vectors_counted(counted, rows)
        self.neighbours_ = clone(self.neighbours).fit(vectors, columns, len(classes))
        return self

    def score_counted(self, counted: Counted, rows: NDArray[np.intp]) -> Scores:
        return self._score(self.features_.views_counted(counted, rows), self.features_.vectors_counted(counted, rows))

    def score(self, texts: Sequence[str]) -> Scores:
        return self._score(self.features_.views_of(texts), self.features_.embed(texts))

    def _score(self, views: list[Any], vectors: Vectors) -> Scores:
        """View by view: joining the columns first would cost more than everything else together."""
        wording = np.tile(self.head_.intercept_, (len(vectors), 1))
        start = 0
        for view in views:
            wording += view @ self.head_.coef_[start : start + view.shape[1]]
            start += view.shape[1]
        weight = np.float32(self.features.embedding_weight)
        meaning = vectors @ self.head_.coef_[start:] * weight
        return Scores(meaning, wording, self.neighbours_.similarity(vectors))
