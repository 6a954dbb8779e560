from dataclasses import replace

import numpy as np
import pytest

from models import Example, TriageModel, train
from models.prediction import OUT_OF_SCOPE
from models.training import version_of
from tests.models.messages import EXAMPLES


def test_the_model_tells_intent_language_and_version(model: TriageModel) -> None:
    german, english = model.predict(["wo bleibt mein paket", "when do you open on saturday"])
    assert (german.intent, german.language) == ("order_status", "de")
    assert (english.intent, english.language) == ("opening_hours", "en")
    assert german.model_version == model.version
    assert model.predict([]) == []


def test_labels_and_metrics_are_kept(model: TriageModel) -> None:
    assert model.labels == ("opening_hours", "order_status", OUT_OF_SCOPE, "refund_status")
    assert model.metrics["messages"] == len(EXAMPLES)
    assert model.metrics["grouped_by"] == "source"
    assert set(model.metrics["sources"]) == {"anna", "ben", "cem"}
    assert 0.5 < model.metrics["accuracy_in_scope"] < 1


def test_the_figures_are_from_writers_left_out() -> None:
    """Labels by chance can be learnt by heart; figures from the examples learnt would not tell."""
    random = np.random.default_rng(2)
    nonsense = ["".join(chr(97 + letter) for letter in random.integers(0, 26, 12)) for _ in range(60)]
    examples = [Example(text, f"label {n % 3}", "de", f"writer {n // 20}") for n, text in enumerate(nonsense)]
    model = train(examples)
    assert [p.intent for p in model.predict(nonsense)] == [example.label for example in examples]
    assert model.metrics["accuracy_in_scope"] < 0.6


def test_locked_intents_do_not_count_as_answered() -> None:
    locked = train(EXAMPLES, locked={"refund_status", "order_status", "opening_hours"})
    assert {row["coverage"] for row in locked.metrics["levels"]} == {0}


def test_the_same_examples_in_another_order_make_the_same_version(model: TriageModel) -> None:
    assert version_of(EXAMPLES[::-1], model.intents) == model.version
    changed = [replace(EXAMPLES[0], text="wann habt ihr denn auf"), *EXAMPLES[1:]]
    assert version_of(changed, model.intents) != model.version


def test_progress_rises_to_the_end() -> None:
    seen: list[float] = []
    train(EXAMPLES, lambda done, total, what: seen.append(done / total))
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_unfit_examples_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="at least two labels"):
        train([Example("moin", "greeting", "de", "anna")])


def test_an_intent_has_to_prove_what_the_business_asks_of_it() -> None:
    targets = {one["intent"]: one["target"] for one in train(EXAMPLES, targets={"order_status": 0.8}).certificates}
    assert targets == {"opening_hours": 0.95, "order_status": 0.8, "refund_status": 0.95}
