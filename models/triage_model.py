"""What the workers load: the intents, the language, and what is known of how good they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models import wishes
from models.classifier import IntentClassifier
from models.language import LanguageGuesser
from models.prediction import Prediction, Wish


@dataclass(frozen=True)
class TriageModel:
    """metrics: plain data, see `models.evaluation.Report`, and under "together" the certificate of all intents.
    certificates: plain data, see `models.certification`."""

    version: str
    labels: tuple[str, ...]
    intents: IntentClassifier
    languages: LanguageGuesser
    metrics: dict[str, Any]
    certificates: list[dict[str, Any]]

    def remember(self, texts: Iterable[str]) -> None:
        """Give back the examples' texts, which are not stored with the model, so that they can be shown."""
        self.intents.known_.remember(texts)

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """One prediction per text, in order, with its language, its reasons, what else it asks for, and this model's
        version."""
        if not len(texts):
            return []
        parts = [wishes.parts(text) for text in texts]
        # All at once: a text alone takes as long as two or three together.
        said_of_all = self.intents.explained([*texts, *(part for found in parts for part in found)], len(texts))
        whole, of_parts = said_of_all[: len(texts)], iter(said_of_all[len(texts) :])
        return [
            replace(
                said,
                language=guess.language,
                language_confidence=guess.confidence,
                model_version=self.version,
                also=_others(said.intent, [next(of_parts) for _ in found]),
            )
            for said, guess, found in zip(whole, self.languages.predict(texts), parts, strict=True)
        ]


def _others(intent: str, of_parts: Iterable[Prediction]) -> tuple[Wish, ...]:
    """The other intents of which a part is certain, each once with its greatest confidence, the most certain first."""
    certain: dict[str, float] = {}
    for part in of_parts:
        if part.confidence >= wishes.CERTAIN and part.intent != intent:
            certain[part.intent] = max(part.confidence, certain.get(part.intent, 0.0))
    return tuple(Wish(name, certain[name]) for name in sorted(certain, key=lambda name: -certain[name]))
