"""Examples in; out comes the model that the workers load, with honest figures about it."""

import hashlib
from collections.abc import Collection, Mapping, Sequence

import sklearn

from models.certification import certify, together
from models.classifier import IntentClassifier
from models.embedding import NAME
from models.evaluation import cross_fitted_report
from models.examples import UNSAID, private
from models.examples import Example as Example
from models.language import LanguageGuesser
from models.progress import Progress
from models.triage_model import TriageModel

# Raised when the same examples make another model than before.
RECIPE = "5"

_LANGUAGE_STEPS = 10


def train(
    examples: Sequence[Example],
    progress: Progress | None = None,
    locked: Collection[str] = (),
    targets: Mapping[str, float] | None = None,
) -> TriageModel:
    """locked: intents that never answer by themselves; the metrics count their messages as not answered. targets: the
    share that has to be proven right, of intents that have another than the usual.

    The metrics and certificates are cross-fitted: with three sources or more, each is predicted by a model trained on
    the others.
    Raises ValueError when the examples are unfit, see `IntentClassifier.fit`.
    """

    def intents_progress(done: int, total: int, what: str) -> None:
        if progress:
            progress(done, total + _LANGUAGE_STEPS, what)

    texts = [example.text for example in examples]
    intents = IntentClassifier().fit(
        texts,
        [example.label for example in examples],
        [example.source for example in examples],
        intents_progress,
        private(examples),
    )
    told = [example for example in examples if example.language != UNSAID and not example.private]
    languages = LanguageGuesser().fit([one.text for one in told], [one.language for one in told])
    if progress:
        progress(1, 1, "learning the languages")
    labels, predictions = [example.label for example in examples], intents.cross_fitted()
    proven = certify(texts, labels, predictions, locked, targets)
    metrics = cross_fitted_report(predictions, examples, locked).as_dict()
    return TriageModel(
        version=version_of(examples, intents),
        labels=tuple(str(label) for label in intents.classes_),
        intents=intents.without_training_data(),
        languages=languages,
        metrics=metrics | {"together": together(texts, labels, predictions, locked).as_dict()},
        certificates=[one.as_dict() for one in proven.values()],
    )


def version_of(examples: Sequence[Example], intents: IntentClassifier) -> str:
    """The same examples (in any order), recipe and library make the same version."""
    digest = hashlib.sha256()
    embeddings = NAME if intents.uses_embeddings else "none"
    for part in (RECIPE, sklearn.__version__, embeddings, repr(sorted(intents.get_params().items()))):
        digest.update(part.encode())
    for example in sorted(repr(example) for example in examples):
        digest.update(example.encode("utf-8", "backslashreplace"))
    return f"{RECIPE}-{digest.hexdigest()[:12]}"
