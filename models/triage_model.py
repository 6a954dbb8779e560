"""What the workers load: the intents, the language, and what is known of how good they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.classifier import IntentClassifier
from models.language import LanguageGuesser
from models.prediction import Prediction


@dataclass(frozen=True)
class TriageModel:
    """metrics: plain data, see `models.evaluation.Report`. certificates: plain data, see `models.certification`."""

    version: str
    labels: tuple[str, ...]
    intents: IntentClassifier
    languages: LanguageGuesser
    metrics: dict[str, Any]
    certificates: list[dict[str, Any]]

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """One prediction per text, in order, with its language and this model's version."""
        guesses = self.languages.predict(texts) if len(texts) else []
        return [
            replace(prediction, language=guess.language, model_version=self.version)
            for prediction, guess in zip(self.intents.predict(texts), guesses, strict=True)
        ]
