"""The chance that acting on a prediction is right, learnt from predictions of messages the model had not seen."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.estimator import Estimator
from models.scorer import Scores
from models.softmax import Table, softmax

Floats = NDArray[np.float64]

# With fewer rows than this the regression is held back in proportion: a handful of lucky rows is no proof.
ENOUGH = 500


def best_in_scope(total: NDArray[np.float32], outside: int | None) -> NDArray[np.intp]:
    """The column of the best class of each row, leaving out the column of `out_of_scope`."""
    if outside is None:
        inside = total
    else:
        inside = total.copy()
        inside[:, outside] = -np.inf
    best: NDArray[np.intp] = inside.argmax(axis=1)
    return best


def evidence(scores: Scores, temperature: float, outside: int | None) -> Floats:
    """What speaks for and against the best class in scope: one row per message, one column per measure."""
    total = scores.total * temperature
    rows = np.arange(len(total))
    best = best_in_scope(total, outside)
    shares = softmax(total)
    others = total.copy()
    others[rows, best] = -np.inf
    measures = [
        _logit(shares[rows, best]),
        scores.total[rows, best],
        total[rows, best] - others.max(axis=1),
        scores.meaning[rows, best] - scores.meaning.max(axis=1),
        scores.wording[rows, best] - scores.wording.max(axis=1),
    ]
    near = scores.nearness.copy()
    measures.append(near[rows, best])
    near[rows, best] = -1
    measures.append(near.max(axis=1))
    if outside is not None:
        measures += [_logit(shares[:, outside]), scores.nearness[:, outside]]
    return np.column_stack(measures).astype(np.float64)


def _logit(share: Table) -> Floats:
    clipped = np.clip(share.astype(np.float64), 1e-4, 1 - 1e-4)
    logit: Floats = np.log(clipped / (1 - clipped))
    return logit


class ConfidenceHead(Estimator):
    """Logistic regression from evidence to "the answer would be right"."""

    def __init__(self, C: float = 1.0) -> None:  # noqa: N803 - scikit-learn's name
        self.C = C

    def fit(self, evidence: Floats, right: NDArray[np.bool_]) -> Self:
        self.mean_ = evidence.mean(axis=0)
        self.scale_ = evidence.std(axis=0) + 1e-6
        self.constant_ = None
        if len(np.unique(right)) < 2:
            # Laplace's rule: nothing seen to go wrong in n tries is not certainty.
            self.constant_ = float((right.sum() + 1) / (len(right) + 2))
            return self
        from sklearn.linear_model import LogisticRegression  # here: a worker only predicts

        regression = LogisticRegression(C=self.C * min(1.0, len(right) / ENOUGH)).fit(
            (evidence - self.mean_) / self.scale_, right
        )
        self.coef_ = regression.coef_[0]
        self.intercept_ = float(regression.intercept_[0])
        return self

    def predict_proba(self, evidence: Floats) -> Floats:
        if self.constant_ is not None:
            return np.full(len(evidence), self.constant_)
        logits = (evidence - self.mean_) / self.scale_ @ self.coef_ + self.intercept_
        chances: Floats = 1 / (1 + np.exp(-np.clip(logits, -50, 50)))
        return chances
