"""What the evaluation's pictures show, as numbers. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from models.confusions import Rows
from models.prediction import Prediction
from models.report import is_answered

BINS = 10
STEADY = 50  # of fewer answers, one wrong one bends the curve by more than it says


@dataclass(frozen=True, slots=True)
class Bin:
    """Messages with about the same confidence: its mean, and the share of them that got the right intent."""

    messages: int
    confidence: float
    right: float


def reliability(rows: Rows) -> list[Bin]:
    """Of the messages that were taken for an intent, by tenths of the confidence; empty tenths are left out."""
    acted = [(p.confidence, p.intent == label) for _, label, p in rows if not p.out_of_scope]
    tenths: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for sure, right in acted:
        tenths[min(int(sure * BINS), BINS - 1)].append((sure, right))
    return [_bin(found) for found in tenths if found]


def _bin(found: Sequence[tuple[float, bool]]) -> Bin:
    sure, right = zip(*found, strict=True)
    return Bin(len(found), sum(sure) / len(found), sum(right) / len(found))


def gap(bins: Sequence[Bin]) -> float:
    """How far confidence and truth are apart on average: the expected calibration error (Guo et al. 2017)."""
    messages = sum(found.messages for found in bins)
    return sum(found.messages * abs(found.confidence - found.right) for found in bins) / max(messages, 1)


def coverage(
    labels: Sequence[str], predictions: Sequence[Prediction], locked: Collection[str] = ()
) -> list[tuple[float, float]]:
    """The share of all messages that is answered, and the share of these that is right, from the strictest threshold
    to none. Out of scope and what is locked to people is answered at none."""
    able = [
        (p.confidence, p.intent == label)
        for label, p in zip(labels, predictions, strict=True)
        if is_answered(p, 0.0, locked)
    ]
    right = np.cumsum([was_right for _, was_right in sorted(able, key=lambda pair: -pair[0])])
    numbers = range(min(STEADY, len(able)), len(able) + 1)
    return [(number / len(labels), float(right[number - 1]) / number) for number in numbers if number]
