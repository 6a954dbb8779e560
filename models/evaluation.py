"""How good a classifier is on messages that it has not seen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from models.certification import Certificate, certify
from models.classifier import IntentClassifier
from models.examples import Example, private
from models.folds import is_grouped
from models.prediction import Prediction
from models.progress import Progress
from models.report import Report, report

SHARES = (0.25, 0.5)  # of the examples, beside all of them, for the learning curve


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`predictions` are of the examples in their order, each by a model that had not seen its source."""

    report: Report
    predictions: list[Prediction]
    certificates: list[Certificate]


def leave_one_source_out(
    examples: Sequence[Example],
    threshold: float | None = None,
    progress: Progress | None = None,
    locked: Collection[str] = (),
    targets: Mapping[str, float] | None = None,
) -> Evaluation:
    """Every source is predicted by a classifier trained on the others: what unseen writers will get.

    With fewer than three sources each fifth is predicted by one trained on the rest, which is kinder than the truth;
    `grouped_by` says which. threshold: where the report looks closely; the proposed one when None.
    """
    predictions = _left_out(examples, progress).cross_fitted()
    proven = certify([example.text for example in examples], _labels(examples), predictions, locked, targets)
    whole = cross_fitted_report(predictions, examples, locked, threshold)
    return Evaluation(whole, predictions, list(proven.values()))


def _left_out(examples: Sequence[Example], progress: Progress | None = None) -> IntentClassifier:
    sources = _sources(examples)
    folds = len(set(sources)) if is_grouped(sources) else 5
    texts = [example.text for example in examples]
    return IntentClassifier(folds=folds).fit(texts, _labels(examples), sources, progress, private(examples))


def learning_curve(examples: Sequence[Example], progress: Progress | None = None) -> list[tuple[int, float]]:
    """The share right in scope with a part of each source's examples, by the number of them; parts too small to learn
    from are left out."""
    points = []
    for share in SHARES:
        step = round(1 / share)
        part = [example for number, example in enumerate(examples) if number % step == 0]
        if len({example.label for example in part}) > 1:
            found = cross_fitted_report(_left_out(part, progress).cross_fitted(), part)
            points.append((len(part), found.accuracy_in_scope or 0.0))
    return points


def is_worse(new: Report, old_share: float, old_messages: int) -> bool:
    """Whether the share right in scope fell by more than noise explains: two standard errors of the difference of two
    shares (normal approximation)."""
    share, messages = new.accuracy_in_scope or 0.0, max(new.in_scope, 1)
    noise = sqrt(share * (1 - share) / messages + old_share * (1 - old_share) / max(old_messages, 1))
    return old_share - share > 2 * noise


def held_out(
    examples: Sequence[Example],
    predictions: Sequence[Prediction],
    threshold: float | None = None,
    locked: Collection[str] = (),
) -> Report:
    """How a model does that was not trained on the examples. Raises ValueError when there are none."""
    return report(_labels(examples), predictions, locked, threshold, _sources(examples), "held_out")


def cross_fitted_report(
    predictions: Sequence[Prediction],
    examples: Sequence[Example],
    locked: Collection[str] = (),
    threshold: float | None = None,
) -> Report:
    """predictions: the `cross_fitted` ones of a classifier fitted on these very examples, in this order."""
    grouped = "source" if is_grouped(_sources(examples)) else "label"
    return report(_labels(examples), predictions, locked, threshold, _sources(examples), grouped)


def _labels(examples: Sequence[Example]) -> list[str]:
    return [example.label for example in examples]


def _sources(examples: Sequence[Example]) -> list[str]:
    return [example.source for example in examples]
