"""From scores to predictions: temperature and confidence, learnt on scores of rows the model had not seen."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.confidence import ConfidenceHead, best_in_scope, evidence
from models.estimator import Estimator
from models.head import fit_temperature
from models.prediction import OUT_OF_SCOPE, Prediction
from models.scorer import Scores
from models.softmax import softmax

# Nothing is to be done about a message out of scope, so its confidence is near 0; not 0 itself, so that messages can
# still be put in order.
OUT_OF_SCOPE_SHARE = 0.1


# A message is called out of scope only when that is so many times likelier than the best intent. At 1 one in twelve
# messages in scope would lose its intent, and with it the way to the right people; either way a person gets it.
# Leaving out writers, the share of all messages named rightly is highest here.
OUT_OF_SCOPE_ODDS = 2.5


# The right class is not among the candidates of so many messages.
MISSED = 0.1


class Calibration(Estimator):
    def fit(self, scores: Scores, labels: NDArray[np.str_], classes: NDArray[np.str_]) -> Self:
        """scores: by models that had not seen the row; labels: what is right; classes: the columns, sorted."""
        columns = np.searchsorted(classes, labels)
        found = np.flatnonzero(classes == OUT_OF_SCOPE)
        self.classes_ = classes
        self.outside_ = int(found[0]) if len(found) else None
        self.temperature_ = fit_temperature(scores.total, columns)
        right = best_in_scope(scores.total, self.outside_) == columns
        self.confidence_ = ConfidenceHead().fit(self._evidence(scores), right)
        shares = softmax(scores.total * self.temperature_)
        self.least_share_ = least_share(shares[np.arange(len(columns)), columns])
        return self

    def predictions(self, scores: Scores) -> list[Prediction]:
        shares = softmax(scores.total * self.temperature_)
        chances = self.confidence_.predict_proba(self._evidence(scores))
        return [self._prediction(share, chance) for share, chance in zip(shares, chances.tolist(), strict=True)]

    def _evidence(self, scores: Scores) -> NDArray[np.float64]:
        return evidence(scores, self.temperature_, self.outside_)

    def _prediction(self, shares: NDArray[np.float32], chance: float) -> Prediction:
        weighed = shares.copy()
        if self.outside_ is not None:
            weighed[self.outside_] /= OUT_OF_SCOPE_ODDS
        first, second = np.argsort(-weighed, kind="stable")[:2]
        intent, runner_up = str(self.classes_[first]), str(self.classes_[second])
        among = tuple(str(self.classes_[row]) for row in np.argsort(-shares) if shares[row] >= self.least_share_)
        if intent == OUT_OF_SCOPE:
            return Prediction(intent, chance * OUT_OF_SCOPE_SHARE, runner_up, chance, None, "", among)
        return Prediction(intent, chance, runner_up, min(float(shares[second]), 1 - chance), None, "", among)


def least_share(right: NDArray[np.float32], missed: float = MISSED) -> float:
    """The share from which on a class is a candidate, so that the right one is among the candidates of a new message
    with a probability of at least 1 - `missed` (split conformal prediction: Vovk et al. 2005; Sadinle et al. 2019).

    right: the shares of the right classes of rows that the model had not seen. 0 when there are too few of them.
    """
    rank = int((len(right) + 1) * missed)
    return float(np.sort(right)[rank - 1]) if rank else 0.0
