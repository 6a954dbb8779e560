"""Where a classifier goes wrong: intents taken for each other, and examples that may have the wrong label. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from models.prediction import OUT_OF_SCOPE, Prediction

MOST_PAIRS, MOST_TEXTS, MOST_NEAR = 12, 6, 8
OVERLAP = 0.1  # share of the messages of two intents that are taken for each other, from which on they overlap
DOUBTFUL = 0.9  # confidence in another intent, from which on the label is doubted

Rows = Sequence[tuple[str, str, Prediction]]  # text, label, prediction


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


def counts(rows: Rows) -> dict[str, dict[str, int]]:
    """By what is right, how often it was taken for what, itself included."""
    names = sorted({label for _, label, _ in rows})
    found = Counter((label, prediction.intent) for _, label, prediction in rows)
    taken_for = sorted({intent for _, intent in found})
    return {name: {other: found[name, other] for other in taken_for if found[name, other]} for name in names}


def worst(rows: Rows) -> list[Pair]:
    """The pairs most often taken for each other, in one direction each."""
    wrong: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for text, label, prediction in rows:
        if prediction.intent != label:
            wrong[label, prediction.intent].append((_doubt(prediction), text))
    ordered = sorted(wrong.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_PAIRS]
    return [Pair(*pair, len(found), tuple(text for _, text in sorted(found)[:MOST_TEXTS])) for pair, found in ordered]


def _doubt(prediction: Prediction) -> float:
    """To sort by, the surest first. Out of scope is the surer, the smaller the confidence in any intent is."""
    return prediction.confidence if prediction.out_of_scope else -prediction.confidence


def nearest(rows: Rows) -> list[tuple[str, str, float]]:
    """The two intents of which the largest share of the messages is taken for each other, and the next ones.

    From OVERLAP on, one of them may be part of the other.
    """
    messages: dict[str, int] = defaultdict(int)
    mixed: dict[tuple[str, ...], int] = defaultdict(int)
    for _, label, prediction in rows:
        messages[label] += 1
        if prediction.intent != label and OUT_OF_SCOPE not in (label, prediction.intent):
            mixed[tuple(sorted((label, prediction.intent)))] += 1
    shares = [(one, other, times / (messages[one] + messages[other])) for (one, other), times in mixed.items()]
    return sorted(shares, key=lambda found: (-found[2], found))[:MOST_NEAR]


def doubted(rows: Rows) -> list[Doubt]:
    """Examples that look mislabelled, the most doubtful first."""
    found = [
        Doubt(text, label, prediction.intent, prediction.confidence)
        for text, label, prediction in rows
        if prediction.intent not in (label, OUT_OF_SCOPE) and prediction.confidence >= DOUBTFUL
    ]
    return sorted(found, key=lambda doubt: -doubt.confidence)
