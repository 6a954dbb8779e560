"""The head that knows the meaning only: logistic regression on the sentence embeddings.

Beside the support vectors it is the stronger one where there are few examples, or none in the message's language.
"""

from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax

from models.estimator import Estimator

Table = NDArray[np.float32]

# The logarithm of the chance of a class that has no example.
UNSEEN = -20.0


class MeaningHead(Estimator):
    def __init__(self, C: float = 30.0) -> None:  # noqa: N803 - scikit-learn's name
        self.C = C

    def fit(self, vectors: Table, columns: NDArray[np.intp], classes: int) -> Self:
        """columns: the class of each row, 0 to `classes` - 1; a class may have no row."""
        present = np.unique(columns)
        self.coef_ = np.zeros((vectors.shape[1], classes), dtype=np.float32)
        self.intercept_ = np.full(classes, UNSEEN, dtype=np.float32)
        self.intercept_[present] = 0.0
        if vectors.shape[1] and len(present) > 1:
            from sklearn.linear_model import LogisticRegression  # here: a worker only predicts

            regression = LogisticRegression(C=self.C, tol=1e-3, max_iter=200).fit(vectors, columns)
            sides = np.array([[-0.5], [0.5]]) if len(present) == 2 else np.ones((1, 1))
            self.coef_[:, present] = (sides * regression.coef_).T
            self.intercept_[present] = (sides * regression.intercept_[:, None])[:, 0]
        return self

    def log_chances(self, vectors: Table) -> Table:
        """Texts x classes; all the same when the vectors have no columns."""
        chances: Table = log_softmax(vectors @ self.coef_ + self.intercept_, axis=1)
        return chances
