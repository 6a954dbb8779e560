"""One score of all that speaks for a class. How much each part counts is learnt from messages it had not seen."""

from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax

from models.estimator import Estimator
from models.scorer import Scores

Table = NDArray[np.float32]

# What counts at most beside the support vectors' score (which counts 1): more was never better (measured).
MOST_NEARNESS, MOST_CHANCE = 3.0, 0.3

# A part has to earn its weight: both were learnt from messages like those known, and what they add there is partly lost
# on a dialect, whose meaning the embedding does not know.
DEAR_NEARNESS, DEAR_CHANCE = 0.005, 0.2

# Without words that are known, as in a language without examples, the meaning has to speak for itself.
CHANCE_WITHOUT_WORDS = 0.15

# From so many rows on the weights do not change any more.
ENOUGH = 4000


class Fusion(Estimator):
    """`total`: texts x classes, of which the softmax is a chance."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, scores: Scores, columns: NDArray[np.intp]) -> Self:
        """scores: by models that had not seen the row; columns: the right class of each."""
        from scipy.optimize import minimize  # here: a worker only predicts

        rows = np.random.default_rng(self.seed).permutation(len(columns))[:ENOUGH]
        some, right = scores.rows(rows), columns[rows]

        def loss(weights: NDArray[np.float64]) -> float:
            likelihood = log_softmax(_total(some, *weights), axis=1)[np.arange(len(right)), right].mean()
            return float(DEAR_NEARNESS * weights[1] + DEAR_CHANCE * weights[2] - likelihood)

        bounds = [(0.1, 50.0), (0.0, MOST_NEARNESS), (0.0, MOST_CHANCE)]
        # The scores have single precision, so the steps that measure a slope must not be smaller than it tells.
        found = minimize(loss, [3.0, 1.0, 0.1], method="L-BFGS-B", bounds=bounds, options={"eps": 1e-3})
        self.weights_ = found.x.astype(np.float32)
        return self

    def total(self, scores: Scores) -> Table:
        return _total(scores, *self.weights_)


def _total(scores: Scores, scale: float, nearness: float, chance: float) -> Table:
    without_words = (1 - scores.wording_counts)[:, None]
    chances = (np.float32(chance) + np.float32(CHANCE_WITHOUT_WORDS) * without_words) * scores.chance
    total: Table = np.float32(scale) * (
        scores.meaning + scores.wording + np.float32(nearness) * scores.nearness + chances
    )
    return total
