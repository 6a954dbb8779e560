"""Predictions beside what is right, as plain data: shares are 0 to 1.

"Answered" means: the intent is neither out of scope nor locked to people, and the confidence reaches the threshold.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from models.prediction import OUT_OF_SCOPE, Prediction

THRESHOLDS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.97, 0.98, 0.99)

# Of all messages. A good part under the 5 % that are allowed: real customers are harder than any examples.
MOST_WRONG = 0.035

Pairs = Sequence[tuple[str, Prediction]]


@dataclass(frozen=True, slots=True)
class Level:
    """What happens at one threshold. Of all messages: `coverage` is answered, `wrong` is answered wrongly. Of the
    answered: `precision` is right. Of those in scope: `in_scope_answered_right`. Of those out of scope:
    `out_of_scope_kept_back`. None where there are none."""

    threshold: float
    coverage: float
    wrong: float
    precision: float | None
    in_scope_answered_right: float | None
    out_of_scope_kept_back: float | None


@dataclass(frozen=True, slots=True)
class IntentRow:
    """`messages` have this intent, `found` of them got it; `predicted` got it, rightly or not; of these, `answered`
    would be answered at the report's threshold, `answered_right` rightly."""

    intent: str
    messages: int
    found: int
    predicted: int
    answered: int
    answered_right: int


@dataclass(frozen=True, slots=True)
class Report:
    """`accuracy_in_scope`: the right intent was found. `out_of_scope_recognised`: named out of scope; more are kept
    back by their low confidence, see the levels. `proposed_threshold`: the lowest with at most `MOST_WRONG` of all
    answered wrongly. `sources`: the accuracy in scope of each source. `grouped_by`: "source" (writers left out),
    "label" (parts left out) or "held_out"."""

    messages: int
    in_scope: int
    accuracy_in_scope: float | None
    out_of_scope_recognised: float | None
    proposed_threshold: float
    chosen: Level
    levels: list[Level]
    intents: list[IntentRow]
    sources: dict[str, float | None]
    grouped_by: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def as_text(self) -> str:
        from models.report_text import text_of

        return text_of(self)


def report(
    labels: Sequence[str],
    predictions: Sequence[Prediction],
    locked: Collection[str] = (),
    threshold: float | None = None,
    sources: Sequence[str] = (),
    grouped_by: str = "held_out",
) -> Report:
    """labels: what is right. locked: intents that never answer by themselves. threshold: of `chosen` and the
    intents' rows; the proposed one when None. Raises ValueError when there are no messages."""
    pairs = list(zip(labels, predictions, strict=True))
    if not pairs:
        raise ValueError("There are no messages to evaluate on.")
    proposed = propose_threshold(pairs, locked)
    chosen = proposed if threshold is None else threshold
    return Report(
        messages=len(pairs),
        in_scope=sum(label != OUT_OF_SCOPE for label in labels),
        accuracy_in_scope=accuracy_in_scope(pairs),
        out_of_scope_recognised=_mean([p.out_of_scope for label, p in pairs if label == OUT_OF_SCOPE]),
        proposed_threshold=proposed,
        chosen=level(pairs, chosen, locked),
        levels=[level(pairs, value, locked) for value in THRESHOLDS],
        intents=[_row(intent, pairs, chosen, locked) for intent in sorted(set(labels))],
        sources=_by_source(pairs, sources),
        grouped_by=grouped_by,
    )


def accuracy_in_scope(pairs: Pairs) -> float | None:
    return _mean([label == p.intent for label, p in pairs if label != OUT_OF_SCOPE])


def is_answered(prediction: Prediction, threshold: float, locked: Collection[str] = ()) -> bool:
    if prediction.out_of_scope or prediction.intent in locked:
        return False
    return prediction.confidence >= threshold


def level(pairs: Pairs, threshold: float, locked: Collection[str] = ()) -> Level:
    return level_of(pairs, [is_answered(p, threshold, locked) for _, p in pairs], threshold)


def level_of(pairs: Pairs, answered: Sequence[bool], threshold: float) -> Level:
    """What happens when these are answered, which `threshold` only names."""
    right = [label == p.intent for label, p in pairs]
    both = [a and r for a, r in zip(answered, right, strict=True)]
    outside = [label == OUT_OF_SCOPE for label, _ in pairs]
    return Level(
        threshold=threshold,
        coverage=sum(answered) / len(pairs),
        wrong=(sum(answered) - sum(both)) / len(pairs),
        precision=_mean([r for r, a in zip(right, answered, strict=True) if a]),
        in_scope_answered_right=_mean([b for b, o in zip(both, outside, strict=True) if not o]),
        out_of_scope_kept_back=_mean([not a for a, o in zip(answered, outside, strict=True) if o]),
    )


def propose_threshold(pairs: Pairs, locked: Collection[str] = (), most_wrong: float = MOST_WRONG) -> float:
    """The lowest, in hundredths from 0.5 to 0.99, at which at most that share of all is answered wrongly."""
    errors = [p.confidence for label, p in pairs if is_answered(p, 0.0, locked) and p.intent != label]
    for hundredth in range(50, 99):
        if sum(confidence >= hundredth / 100 for confidence in errors) <= most_wrong * len(pairs):
            return hundredth / 100
    return 0.99


def _row(intent: str, pairs: Pairs, threshold: float, locked: Collection[str]) -> IntentRow:
    predicted = [(label, p) for label, p in pairs if p.intent == intent]
    answered = [label for label, p in predicted if is_answered(p, threshold, locked)]
    return IntentRow(
        intent=intent,
        messages=sum(label == intent for label, _ in pairs),
        found=sum(label == intent for label, _ in predicted),
        predicted=len(predicted),
        answered=len(answered),
        answered_right=answered.count(intent),
    )


def _by_source(pairs: Pairs, sources: Sequence[str]) -> dict[str, float | None]:
    def of(source: str) -> float | None:
        return accuracy_in_scope([pair for pair, mine in zip(pairs, sources, strict=True) if mine == source])

    return {source: of(source) for source in sorted(set(sources))}


def _mean(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
