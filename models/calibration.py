"""From scores to predictions: fusion and confidence, learnt on scores of rows the model had not seen."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.confidence import ConfidenceHead, best_in_scope, evidence
from models.estimator import Estimator
from models.fusion import Fusion
from models.prediction import OUT_OF_SCOPE, Prediction
from models.scorer import Scores
from models.softmax import Table, softmax

# Nothing is to be done about a message out of scope, so its confidence is near 0; not 0 itself, so that messages can
# still be put in order.
OUT_OF_SCOPE_SHARE = 0.1


# A message is called out of scope only when that is so many times likelier than the best intent. At 1 one in twelve
# messages in scope would lose its intent, and with it the way to the right people; either way a person gets it.
# Leaving out writers, the share of all messages named rightly is highest here.
OUT_OF_SCOPE_ODDS = 2.5


# Of customers' messages a fifth to two thirds are out of scope; among examples there are often fewer. Assuming more
# than this makes the confidence in scope too low (measured on a validation set, as is how freely that is learnt).
OUT_OF_SCOPE_LEAST, IN_SCOPE_C = 0.12, 0.1

# The right class is not among the candidates of so many messages.
MISSED = 0.1


class Calibration(Estimator):
    def fit(self, scores: Scores, labels: NDArray[np.str_], classes: NDArray[np.str_]) -> Self:
        """scores: by models that had not seen the row; labels: what is right; classes: the columns, sorted."""
        columns = np.searchsorted(classes, labels)
        found = np.flatnonzero(classes == OUT_OF_SCOPE)
        self.classes_ = classes
        self.outside_ = int(found[0]) if len(found) else None
        self.fusion_ = Fusion().fit(scores, columns)
        total = self.fusion_.total(scores)
        right = best_in_scope(total, self.outside_) == columns
        measures, inside = evidence(scores, total, self.outside_), labels != OUT_OF_SCOPE
        self.in_scope_ = ConfidenceHead(IN_SCOPE_C, OUT_OF_SCOPE_LEAST).fit(measures, inside)
        self.right_ = ConfidenceHead().fit(measures[inside], right[inside])
        shares = softmax(total)
        self.least_share_ = least_share(shares[np.arange(len(columns)), columns])
        return self

    def shares(self, scores: Scores) -> Table:
        """Texts x classes, rows of sum 1: how the chances of the classes are to each other."""
        return softmax(self.fusion_.total(scores))

    def predictions(self, scores: Scores) -> list[Prediction]:
        total = self.fusion_.total(scores)
        measures = evidence(scores, total, self.outside_)
        in_scope = self.in_scope_.predict_proba(measures) if self.outside_ is not None else np.ones(len(total))
        right = in_scope * self.right_.predict_proba(measures)
        return [self._prediction(*one) for one in zip(softmax(total), right.tolist(), in_scope.tolist(), strict=True)]

    def _prediction(self, shares: NDArray[np.float32], chance: float, in_scope: float) -> Prediction:
        weighed = shares.copy()
        if self.outside_ is not None:
            weighed[self.outside_] /= OUT_OF_SCOPE_ODDS
        first, second = np.argsort(-weighed, kind="stable")[:2]
        intent, runner_up = str(self.classes_[first]), str(self.classes_[second])
        among = tuple(str(self.classes_[row]) for row in np.argsort(-shares) if shares[row] >= self.least_share_)
        if intent == OUT_OF_SCOPE:
            return Prediction(intent, chance * OUT_OF_SCOPE_SHARE, runner_up, chance, None, "", among, in_scope)
        behind = min(float(shares[second]), 1 - chance)
        return Prediction(intent, chance, runner_up, behind, None, "", among, in_scope)


def least_share(right: NDArray[np.float32], missed: float = MISSED) -> float:
    """The share from which on a class is a candidate, so that the right one is among the candidates of a new message
    with a probability of at least 1 - `missed` (split conformal prediction: Vovk et al. 2005; Sadinle et al. 2019).

    right: the shares of the right classes of rows that the model had not seen. 0 when there are too few of them.
    """
    rank = int((len(right) + 1) * missed)
    return float(np.sort(right)[rank - 1]) if rank else 0.0
