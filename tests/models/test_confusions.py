"""Where the classifier goes wrong."""

import pytest

from models import confusions
from models.prediction import OUT_OF_SCOPE, Prediction


def said(intent: str, confidence: float = 0.95) -> Prediction:
    return Prediction(intent, confidence, None, 0.0, None, "")


ROWS = [
    *[(f"wo ist {number}", "order", said("order")) for number in range(6)],
    ("geld?", "refund", said("order", 0.97)),
    ("geld <b>zurück</b>", "refund", said("order", 0.6)),
    ("erstattung", "refund", said("refund")),
    ("wetter", OUT_OF_SCOPE, said("order", 0.92)),
]


def test_the_worst_confusions_come_with_their_texts_the_surest_first() -> None:
    first = confusions.worst(ROWS)[0]
    assert (first.right, first.taken_for, first.times) == ("refund", "order", 2)
    assert first.texts == ("geld?", "geld <b>zurück</b>")


def test_out_of_scope_is_the_surer_the_less_any_intent_is_believed() -> None:
    rows = [("eher ja", "order", said(OUT_OF_SCOPE, 0.09)), ("nie", "order", said(OUT_OF_SCOPE, 0.01))]
    assert confusions.worst(rows)[0].texts == ("nie", "eher ja")


def test_the_nearest_intents_are_named_with_their_share_whatever_it_is() -> None:
    assert confusions.nearest(ROWS) == [("order", "refund", pytest.approx(2 / 9))]


def test_a_label_is_doubted_when_a_model_is_sure_of_another_intent() -> None:
    assert [(doubt.text, doubt.rather) for doubt in confusions.doubted(ROWS)] == [
        ("geld?", "order"),
        ("wetter", "order"),
    ]


def test_every_message_is_counted_once() -> None:
    found = confusions.counts([*ROWS, ("neu", "refund", said("never_a_label"))])
    assert found["refund"] == {"order": 2, "refund": 1, "never_a_label": 1}
    assert sum(sum(row.values()) for row in found.values()) == len(ROWS) + 1
