import time
from collections.abc import Sequence

import numpy as np
import pytest
from sklearn.base import clone

from models import OUT_OF_SCOPE, IntentClassifier, Prediction
from models.examples import named
from models.report import accuracy_in_scope
from tests.models.messages import GERMAN, LABELS, ODD, SOURCES, TEXTS


def test_new_messages_get_their_intent(classifier: IntentClassifier) -> None:
    asked = ["wo bleibt mein paket??", "habt ihr morgen offen", "when will i get my refund", "wie ist das wetter heute"]
    intents = [prediction.intent for prediction in classifier.predict(asked)]
    assert intents == ["order_status", "opening_hours", "refund_status", OUT_OF_SCOPE]


def test_a_language_without_examples_is_understood_through_the_embeddings(classifier: IntentClassifier) -> None:
    asked = ["où est mon colis ?", "¿cuándo abren mañana?", "paketim nerede"]
    intents = [prediction.intent for prediction in classifier.predict(asked)]
    assert intents == ["order_status", "opening_hours", "order_status"]


def test_it_works_without_embeddings(wordy: IntentClassifier) -> None:
    assert not wordy.uses_embeddings
    assert wordy.predict(["wo bleibt meine bestellung 4712"])[0].intent == "order_status"


def test_embeddings_that_are_not_installed_are_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.features.available", lambda: False)
    monkeypatch.setattr("models.features.embed", lambda texts: pytest.fail("embedded"))
    fitted = IntentClassifier().fit(TEXTS, LABELS)
    assert fitted.predict(["wann habt ihr offen"])[0].intent == "opening_hours"


def test_the_sure_are_more_often_right(classifier: IntentClassifier) -> None:
    ranked = sorted(zip(classifier.cross_fitted(), LABELS, strict=True), key=lambda pair: -pair[0].confidence)
    right = [p.intent == label and label != OUT_OF_SCOPE for p, label in ranked]
    half = len(right) // 2
    assert sum(right[:half]) > sum(right[half:]) + 5


def test_what_is_out_of_scope_has_next_to_no_confidence(classifier: IntentClassifier) -> None:
    outside = [p for p in classifier.predict(GERMAN[OUT_OF_SCOPE]) if p.out_of_scope]
    assert len(outside) >= 7
    assert all(p.confidence < 0.1 for p in outside)


def test_a_runner_up_is_another_intent_and_less_likely(classifier: IntentClassifier) -> None:
    for prediction in classifier.predict(TEXTS):
        assert prediction.runner_up not in (None, prediction.intent)
        if not prediction.out_of_scope:
            assert prediction.runner_up_confidence <= 1 - prediction.confidence


@pytest.mark.parametrize("kind", ["classifier", "wordy"])
def test_odd_messages_are_answered_quickly(kind: str, request: pytest.FixtureRequest) -> None:
    fitted: IntentClassifier = request.getfixturevalue(kind)
    started = time.perf_counter()
    predictions = fitted.predict(ODD)
    assert time.perf_counter() - started < 3
    assert len(predictions) == len(ODD)
    assert all(0 <= p.confidence <= 1 and 0 <= p.runner_up_confidence <= 1 for p in predictions)


def test_a_message_alone_gets_the_same_as_in_a_batch(classifier: IntentClassifier) -> None:
    batch = classifier.predict(TEXTS[:10])
    for text, together in zip(TEXTS[:10], batch, strict=True):
        alone = classifier.predict([text])[0]
        assert alone.intent == together.intent
        assert alone.confidence == pytest.approx(together.confidence, abs=1e-3)


def test_no_messages_are_no_predictions(classifier: IntentClassifier) -> None:
    assert classifier.predict([]) == []


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize(
    "intents",
    [["order_status", OUT_OF_SCOPE], ["order_status", "refund_status"], list(GERMAN)],
    ids=["one intent", "two intents", "all"],
)
@pytest.mark.parametrize("embeddings", [True, False])
def test_a_handful_of_examples_is_enough_to_start(intents: list[str], count: int, embeddings: bool) -> None:
    texts = [text for intent in intents for text in GERMAN[intent][:count]]
    labels = [intent for intent in intents for _ in range(count)]
    fitted = IntentClassifier(embeddings=embeddings).fit(texts, labels)
    predictions = fitted.predict([*texts, *ODD])
    assert {p.intent for p in predictions} <= set(intents)
    if count == 5:
        assert [p.intent for p in predictions[: len(texts)]] == labels


def test_an_intents_name_is_an_example_too() -> None:
    texts = ["abc", "def", "ghi", "jkl"]
    for names, found in ((["OrderStatus", "opening_hours"], ["OrderStatus", "opening_hours"]), (["7", "x"], None)):
        fitted = IntentClassifier().fit(texts, [name for name in names for _ in range(2)])
        assert len(fitted.cross_fitted()) == len(texts)
        asked = [
            said.intent for said in fitted.predict(["what is the status of my order", "your opening hours please"])
        ]
        assert found is None or asked == found


def test_what_names_say_is_words() -> None:
    labels = [
        "order_status",
        "RateBook",
        "weather/find",
        "PDFRechnung",
        "StraßeÄndern",
        "a1",
        "7",
        OUT_OF_SCOPE,
        "Öffnungs-Zeiten",
    ]
    assert named(labels) == {
        "order_status": "order status",
        "RateBook": "rate book",
        "weather/find": "weather find",
        "PDFRechnung": "pdf rechnung",
        "StraßeÄndern": "straße ändern",
        "Öffnungs-Zeiten": "öffnungs zeiten",
    }


def test_a_handful_of_examples_never_makes_it_certain() -> None:
    texts = GERMAN["order_status"][:5] + GERMAN["refund_status"][:5]
    fitted = IntentClassifier().fit(texts, ["order_status"] * 5 + ["refund_status"] * 5)
    assert max(p.confidence for p in fitted.predict(texts)) < 0.95


@pytest.mark.parametrize(
    ("texts", "labels", "message"),
    [
        ([], [], "no examples"),
        (["a"], ["x", "y"], "1 texts but 2 labels"),
        (["a", "b"], ["x", "x"], "at least two labels"),
        (["a", None], ["x", "y"], "text in row 1 is a NoneType"),
        (["a", "b"], ["x", 2], "label in row 1 is a int"),
        ("ab", ["x", "y"], "must be lists"),
    ],
)
def test_unfit_examples_are_refused_in_words(texts: Sequence[str], labels: Sequence[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        IntentClassifier().fit(texts, labels)


def test_groups_must_fit_the_texts() -> None:
    with pytest.raises(ValueError, match="2 texts but 1 groups"):
        IntentClassifier().fit(["a", "b"], ["x", "y"], ["me"])


def test_it_can_be_cloned_and_its_parameters_set() -> None:
    changed = clone(IntentClassifier(C=2.0, folds=3)).set_params(seed=7)
    assert (changed.C, changed.folds, changed.seed) == (2.0, 3, 7)


def test_the_same_examples_make_the_same_classifier(classifier: IntentClassifier) -> None:
    again = IntentClassifier().fit(TEXTS, LABELS)
    assert again.predict(TEXTS) == classifier.predict(TEXTS)


def test_arrays_are_taken_like_lists() -> None:
    fitted = IntentClassifier(embeddings=False).fit(np.array(TEXTS), np.array(LABELS))
    assert isinstance(fitted.predict(np.array(TEXTS[:1]))[0], Prediction)


def test_progress_rises_to_the_end() -> None:
    seen: list[tuple[int, int, str]] = []
    IntentClassifier().fit(TEXTS, LABELS, progress=lambda *step: seen.append(step))
    shares = [done / total for done, total, _ in seen]
    assert len(seen) >= 7
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_cross_fitted_predictions_come_from_models_that_had_not_seen_the_message() -> None:
    """Labels by chance can be learnt by heart, but not foretold."""
    random = np.random.default_rng(1)
    texts = ["".join(chr(97 + c) for c in random.integers(0, 26, 12)) for _ in range(60)]
    labels = [f"label {number % 3}" for number in range(60)]
    fitted = IntentClassifier(embeddings=False).fit(texts, labels)
    by_heart = accuracy_in_scope(list(zip(labels, fitted.predict(texts), strict=True)))
    foretold = accuracy_in_scope(list(zip(labels, fitted.cross_fitted(), strict=True)))
    assert by_heart == 1
    assert foretold is not None
    assert foretold < 0.6


def test_leaving_out_writers_is_learnt_from_too() -> None:
    fitted = IntentClassifier(embeddings=False).fit(TEXTS, LABELS, SOURCES)
    assert len(set(zip(fitted.folds_, SOURCES, strict=True))) == 3


def test_a_classifier_without_its_training_data_predicts_the_same(wordy: IntentClassifier) -> None:
    lean = wordy.without_training_data()
    assert lean.predict(TEXTS) == wordy.predict(TEXTS)
    assert not hasattr(lean, "cross_scores_")
    assert hasattr(wordy, "cross_scores_")


def test_the_chances_of_all_intents_are_shares_of_one(classifier: IntentClassifier) -> None:
    texts = ["wo bleibt mein paket??", "habt ihr morgen offen", "xyz"]
    shares = classifier.predict_proba(texts)
    assert shares.shape == (3, len(classifier.classes_))
    assert shares.sum(axis=1) == pytest.approx(1)
    assert [classifier.classes_[row] for row in shares[:2].argmax(axis=1)] == ["order_status", "opening_hours"]
    assert classifier.predict_proba([]).shape == (0, len(classifier.classes_))
