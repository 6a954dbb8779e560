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


def evidence(scores: Scores, total: Table, outside: int | None) -> Floats:
    """What speaks for and against the best class in scope: one row per message, one column per measure.

    total: the parts as one, see `models.fusion`.
    """
    rows = np.arange(len(total))
    best = best_in_scope(total, outside)
    shares = softmax(total)
    measures = [_logit(shares[rows, best]), total[rows, best], _lead(total, best), _energy(total)]
    for part in (scores.meaning, scores.wording, scores.chance, scores.nearness):
        measures += [part[rows, best], _lead(part, best)]
    measures += [scores.wording_counts]
    if outside is not None:
        measures += [_logit(shares[:, outside]), scores.nearness[:, outside], scores.chance[:, outside]]
    return np.column_stack(measures).astype(np.float64)


def _lead(part: Table, best: NDArray[np.intp]) -> Table:
    """How far the best class is ahead of the next; negative when this part would have chosen another."""
    rows = np.arange(len(part))
    others = part.copy()
    others[rows, best] = -np.inf
    lead: Table = part[rows, best] - others.max(axis=1)
    return lead


def _energy(total: Table) -> Table:
    """High when some class is likely at all (Liu et al. 2020)."""
    highest = total.max(axis=1)
    energy: Table = highest + np.log(np.exp(total - highest[:, None]).sum(axis=1))
    return energy


def _logit(share: Table | float) -> Floats:
    clipped = np.clip(np.asarray(share, dtype=np.float64), 1e-4, 1 - 1e-4)
    logit: Floats = np.log(clipped / (1 - clipped))
    return logit


class ConfidenceHead(Estimator):
    """Logistic regression from evidence to the chance that something is so.

    least: the share of rows for which it is not so, when there are fewer among those it learns from than among
    customers' messages (the regression is moved by the odds of both; King and Zeng 2001).
    """

    def __init__(self, C: float = 1.0, least: float = 0.0) -> None:  # noqa: N803 - scikit-learn's name
        self.C = C
        self.least = least

    def fit(self, evidence: Floats, so: NDArray[np.bool_]) -> Self:
        self.mean_ = evidence.mean(axis=0)
        self.scale_ = evidence.std(axis=0) + 1e-6
        self.constant_ = None
        # Laplace's rule: nothing seen to go wrong in n tries is not certainty.
        self.most_ = (len(so) + 1) / (len(so) + 2)
        if len(np.unique(so)) < 2:
            self.constant_ = float((so.sum() + 1) / (len(so) + 2))
            return self
        from sklearn.linear_model import LogisticRegression  # here: a worker only predicts

        regression = LogisticRegression(C=self.C * min(1.0, len(so) / ENOUGH)).fit(
            (evidence - self.mean_) / self.scale_, so
        )
        self.coef_ = regression.coef_[0]
        self.intercept_ = float(regression.intercept_[0])
        if 1 - so.mean() < self.least:
            self.intercept_ += float(_logit(1 - self.least)) - float(_logit(so.mean()))
        return self

    def predict_proba(self, evidence: Floats) -> Floats:
        if self.constant_ is not None:
            return np.full(len(evidence), self.constant_)
        logits = (evidence - self.mean_) / self.scale_ @ self.coef_ + self.intercept_
        chances: Floats = self.most_ / (1 + np.exp(-np.clip(logits, -50, 50)))
        return chances
