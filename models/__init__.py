"""The classifier: what a customer wants, how sure that is, in which language.

Importing this package costs nothing: scikit-learn and numpy are loaded on the first use of a name below, because
the web process imports `models.prediction` for its types and has to stay small.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.classifier import IntentClassifier
    from models.examples import Example
    from models.language import LanguageGuesser
    from models.prediction import OUT_OF_SCOPE, Prediction
    from models.training import train
    from models.triage_model import TriageModel

__all__ = [
    "OUT_OF_SCOPE",
    "Example",
    "IntentClassifier",
    "LanguageGuesser",
    "Prediction",
    "TriageModel",
    "train",
]

_HOMES = {
    "OUT_OF_SCOPE": "models.prediction",
    "Example": "models.examples",
    "IntentClassifier": "models.classifier",
    "LanguageGuesser": "models.language",
    "Prediction": "models.prediction",
    "TriageModel": "models.triage_model",
    "train": "models.training",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'models' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
