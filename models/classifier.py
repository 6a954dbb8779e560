"""The one class the rest of Lotse sees of all this: texts and labels in, predictions out."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import replace
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.validation import check_is_fitted

from models.calibration import Calibration
from models.crossfit import FIT_STEPS, cross_score
from models.estimator import Estimator
from models.examples import check_examples, named
from models.explanation import KnownTexts, telling_words
from models.features import STEP, Counted, TextFeatures
from models.folds import NEVER, make_folds
from models.head import LinearHead
from models.meaning_head import MeaningHead
from models.neighbours import Neighbours
from models.normalise import normalise
from models.prediction import Explanation, Prediction
from models.progress import Progress, Steps
from models.scorer import Scorer, Seen

NEAREST = 10  # examples of an intent among which those to be shown are looked for


class IntentClassifier(Estimator):
    """Any intents, any language, from a handful of examples each; `out_of_scope` marks what belongs to none.

    embeddings: None uses the sentence embeddings when their package is installed. folds: how many models are
    trained on parts, to learn from messages they have not seen how far a score can be trusted.
    """

    def __init__(
        self,
        C: float = 1.0,  # noqa: N803 - scikit-learn's name
        embedding_weight: float = 0.7,
        min_df: int | None = None,
        embeddings: bool | None = None,
        folds: int = 5,
        seed: int = 0,
    ) -> None:
        self.C = C
        self.embedding_weight = embedding_weight
        self.min_df = min_df
        self.embeddings = embeddings
        self.folds = folds
        self.seed = seed

    def fit(
        self,
        texts: Sequence[str],
        labels: Sequence[str],
        groups: Sequence[str] | None = None,
        progress: Progress | None = None,
        private: Collection[int] = (),
    ) -> Self:
        """groups: who wrote each text; with at least three, no writer is on both sides of a fold. private: the places
        of texts that customers wrote: what is learnt of them holds no word that others did not write.

        Raises ValueError when there are no texts, the lengths differ or there are fewer than two labels.
        """
        check_examples(texts, labels, groups)
        self.labels_ = np.asarray(labels, dtype=np.str_)
        self.classes_ = np.unique(self.labels_)
        self.folds_ = make_folds(labels, groups, self.folds, self.seed)
        # An intent's name is one more example of it: nothing is predicted of it, but every part learns from it.
        names = named(self.classes_.tolist())
        learnt = [*texts, *names.values()]
        taught = np.concatenate([self.labels_, np.array(list(names), dtype=np.str_)])
        folds = np.concatenate([self.folds_, np.full(len(names), NEVER)])
        features = TextFeatures(self.min_df, self.embedding_weight, self.embeddings)
        steps = Steps(progress, -(-len(learnt) // STEP) + FIT_STEPS * (len(np.unique(self.folds_)) + 1))
        counted = Counted(learnt, features.uses_embeddings(), steps, private)
        self.scorer_ = Scorer(features, LinearHead(self.C, self.seed), MeaningHead(), Neighbours())
        whole = cross_score(self.scorer_, counted, taught, folds, steps)
        self.cross_scores_ = whole.rows(np.arange(len(texts)))
        self.calibration_ = Calibration().fit(self.cross_scores_, self.labels_, self.classes_)
        self.scorer_.fit_counted(counted, np.arange(len(learnt)), taught, self.classes_)
        self.known_ = KnownTexts(["" if row in private else text for row, text in enumerate(learnt)], taught)
        self.known_.remember(texts)
        steps.advance("learning from all examples", FIT_STEPS)
        return self

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """One prediction per text, in order; `language` is None and `model_version` empty here."""
        check_is_fitted(self, "calibration_")
        return self.calibration_.predictions(self.scorer_.score(texts)) if len(texts) else []

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Texts x `classes_`, rows of sum 1. (Whether to act on the likeliest is another question: `confidence`.)"""
        check_is_fitted(self, "calibration_")
        if not len(texts):
            return np.zeros((0, len(self.classes_)), dtype=np.float32)
        return self.calibration_.shares(self.scorer_.score(texts)).astype(np.float32)

    def explained(self, texts: Sequence[str], first: int | None = None) -> list[Prediction]:
        """Like `predict`, and each of the first so many (None: all) with the reasons for it."""
        check_is_fitted(self, "calibration_")
        if not len(texts):
            return []
        seen = self.scorer_.see(texts)
        predictions = self.calibration_.predictions(seen.scores)
        first = len(texts) if first is None else first
        explained = [
            replace(one, because=self._why(texts[row], one, seen, row)) for row, one in enumerate(predictions[:first])
        ]
        return explained + predictions[first:]

    def _why(self, text: str, said: Prediction, seen: Seen, row: int) -> Explanation:
        column, other = np.searchsorted(self.classes_, [said.intent, said.runner_up or said.intent]).tolist()
        words = normalise(text).split()
        neighbours, vector = self.scorer_.neighbours_, seen.read.vectors[row]
        # Some of the nearest are not remembered: intents' names, and what customers wrote.
        near = [self.known_.near(neighbours.nearest(vector, one, NEAREST)) for one in (column, other)]
        return Explanation(
            near[0][:2] + near[1][:1],
            telling_words(words, self.scorer_.word_weights(words, seen, row, column, other)),
            round(said.confidence - said.runner_up_confidence, 3),
        )

    def cross_fitted(self) -> list[Prediction]:
        """A prediction for each example of `fit`, by a model and a calibration that had not seen its fold: the
        estimate of what new messages get, and with at least three groups, of what messages of new writers get."""
        check_is_fitted(self, "cross_scores_")
        found: dict[int, Prediction] = {}
        for fold in np.unique(self.folds_):
            rest, inside = np.flatnonzero(self.folds_ != fold), np.flatnonzero(self.folds_ == fold)
            calibration = Calibration().fit(self.cross_scores_.rows(rest), self.labels_[rest], self.classes_)
            found.update(zip(inside.tolist(), calibration.predictions(self.cross_scores_.rows(inside)), strict=True))
        return [found[row] for row in range(len(self.labels_))]

    @property
    def uses_embeddings(self) -> bool:
        """Whether this trained classifier needs the embedding package to predict."""
        return bool(self.scorer_.features_.embeddings_)

    def without_training_data(self) -> Self:
        """A copy that predicts the same and holds nothing per example; `cross_fitted` needs the original."""
        lean = copy(self)
        del lean.cross_scores_, lean.labels_, lean.folds_
        return lean
