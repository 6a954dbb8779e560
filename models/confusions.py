"""Where a classifier goes wrong: intents taken for each other, and examples that may have the wrong label. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from models.prediction import OUT_OF_SCOPE, Prediction

MOST_PAIRS, MOST_TEXTS, MOST_DOUBTED = 12, 6, 30
OVERLAP = 0.1  # share of the messages of two intents that are taken for each other
DOUBTFUL = 0.9  # confidence in another intent, from which on the label is doubted


@dataclass(frozen=True, slots=True)
class Pair:
    """`right` was taken for `taken_for` so many times; some of the texts, the surest first."""

    right: str
    taken_for: str
    times: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """An example that a model which had not seen it is sure to be of another intent."""

    text: str
    label: str
    rather: str
    confidence: float


Rows = Sequence[tuple[str, str, Prediction]]  # text, label, prediction


def worst(rows: Rows) -> list[Pair]:
    """The pairs most often taken for each other, in one direction each."""
    wrong: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for text, label, prediction in rows:
        if prediction.intent != label:
            wrong[label, prediction.intent].append((-prediction.confidence, text))
    ordered = sorted(wrong.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_PAIRS]
    return [Pair(*pair, len(found), tuple(text for _, text in sorted(found)[:MOST_TEXTS])) for pair, found in ordered]


def overlapping(rows: Rows) -> list[tuple[str, str, float]]:
    """Intents of which so many messages are taken for each other that one may be part of the other."""
    messages: dict[str, int] = defaultdict(int)
    mixed: dict[tuple[str, ...], int] = defaultdict(int)
    for _, label, prediction in rows:
        messages[label] += 1
        if prediction.intent != label and OUT_OF_SCOPE not in (label, prediction.intent):
            mixed[tuple(sorted((label, prediction.intent)))] += 1
    shares = [(one, other, times / (messages[one] + messages[other])) for (one, other), times in mixed.items()]
    return sorted((found for found in shares if found[2] >= OVERLAP), key=lambda found: -found[2])


def doubted(rows: Rows) -> list[Doubt]:
    """Examples that look mislabelled, the most doubtful first."""
    found = [
        Doubt(text, label, prediction.intent, prediction.confidence)
        for text, label, prediction in rows
        if prediction.intent not in (label, OUT_OF_SCOPE) and prediction.confidence >= DOUBTFUL
    ]
    return sorted(found, key=lambda doubt: -doubt.confidence)[:MOST_DOUBTED]
