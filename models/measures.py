"""Figures for comparison with others', from predictions and what is right."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from models.prediction import OUT_OF_SCOPE, Prediction

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

# Shares of all messages that may be answered; fixed before looking, each is one try.
COVERAGES = np.linspace(0.05, 0.95, 14)


def right(predictions: Sequence[Prediction], labels: Sequence[str]) -> Flags:
    """Whether acting would be right: never for what is out of scope."""
    pairs = zip(predictions, labels, strict=True)
    return np.array([p.intent == label and label != OUT_OF_SCOPE for p, label in pairs])


def confidences(predictions: Sequence[Prediction]) -> Floats:
    return np.array([p.confidence for p in predictions])


def recall_at_kept(inside: Floats, outside: Floats, kept: float = 0.95) -> float:
    """The share of the confidences `outside` that lie below the threshold at which `kept` of those `inside` pass."""
    return float((outside < np.quantile(inside, 1 - kept)).mean())


def calibration_error(confidence: Floats, is_right: Flags, bins: int = 15) -> float:
    """Expected calibration error (Guo et al. 2017): the mean gap of confidence and accuracy over equal-width bins."""
    numbers = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(confidence[numbers == n].sum() - is_right[numbers == n].sum()) for n in range(bins)]
    return float(sum(gaps) / len(confidence))


def lower_bound(successes: int, tries: int, doubt: float) -> float:
    """Clopper-Pearson: the true share is below this with a probability of at most `doubt`."""
    return float(betaincinv(successes, tries - successes + 1, doubt)) if successes else 0.0


def certified_coverage(
    confidence: Floats, is_right: Flags, target: float = 0.98, doubt: float = 0.1, repeats: int = 100, seed: int = 0
) -> tuple[float, float]:
    """What may be answered with a precision of at least `target`, and how often that promise was broken.

    The threshold is chosen on a random half: the one with the most coverage whose lower bound, at `doubt` shared out
    over all levels tried, reaches the target. It is judged on the other half. Both shares are means over the repeats.
    """
    random = np.random.default_rng(seed)
    coverages, broken = [], []
    for _ in range(repeats):
        order = random.permutation(len(confidence))
        first, second = order[: len(order) // 2], order[len(order) // 2 :]
        threshold = certified_threshold(confidence[first], is_right[first], target, doubt)
        answered = confidence[second] >= threshold
        coverages.append(answered.mean())
        broken.append(bool(answered.any()) and is_right[second][answered].mean() < target)
    return float(np.mean(coverages)), float(np.mean(broken))


def certified_threshold(confidence: Floats, is_right: Flags, target: float, doubt: float) -> float:
    """Infinity when no level reaches the target."""
    for coverage in COVERAGES[::-1]:
        threshold = float(np.quantile(confidence, 1 - coverage))
        answered = confidence >= threshold
        bound = lower_bound(int(is_right[answered].sum()), int(answered.sum()), doubt / len(COVERAGES))
        if bound >= target:
            return threshold
    return float("inf")
