"""How good a classifier is on messages that it has not seen."""

from collections.abc import Collection, Sequence

from models.classifier import IntentClassifier
from models.examples import Example
from models.folds import is_grouped
from models.prediction import Prediction
from models.progress import Progress
from models.report import Report, report
from models.triage_model import TriageModel


def leave_one_source_out(
    examples: Sequence[Example],
    threshold: float | None = None,
    progress: Progress | None = None,
    locked: Collection[str] = (),
) -> Report:
    """Every source is predicted by a classifier trained on the others: what unseen writers will get.

    With fewer than three sources each fifth is predicted by one trained on the rest, which is kinder than the truth;
    `grouped_by` says which. threshold: where the report looks closely; the proposed one when None.
    """
    texts = [example.text for example in examples]
    sources = _sources(examples)
    folds = len(set(sources)) if is_grouped(sources) else 5
    classifier = IntentClassifier(folds=folds).fit(texts, _labels(examples), sources, progress)
    return cross_fitted_report(classifier, examples, locked, threshold)


def held_out(
    model: TriageModel | IntentClassifier,
    examples: Sequence[Example],
    threshold: float | None = None,
    locked: Collection[str] = (),
) -> Report:
    """How the model does on examples that it was not trained on. Raises ValueError when there are none."""
    predictions = model.predict([example.text for example in examples])
    return report(_labels(examples), predictions, locked, threshold, _sources(examples), "held_out")


def cross_fitted_report(
    classifier: IntentClassifier,
    examples: Sequence[Example],
    locked: Collection[str] = (),
    threshold: float | None = None,
) -> Report:
    """For a classifier just fitted on these very examples, in this order."""
    predictions: Sequence[Prediction] = classifier.cross_fitted()
    grouped = "source" if is_grouped(_sources(examples)) else "label"
    return report(_labels(examples), predictions, locked, threshold, _sources(examples), grouped)


def _labels(examples: Sequence[Example]) -> list[str]:
    return [example.label for example in examples]


def _sources(examples: Sequence[Example]) -> list[str]:
    return [example.source for example in examples]
