"""The evaluation as a page, and where the classifier goes wrong."""

import re

import pytest

from models import confusions
from models.evaluation import is_worse, learning_curve, leave_one_source_out
from models.evaluation_page import Measured, page
from models.prediction import OUT_OF_SCOPE, Prediction
from models.report import report
from tests.models.messages import EXAMPLES


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


def test_overlapping_intents_are_named_with_their_share() -> None:
    assert confusions.overlapping(ROWS) == [("order", "refund", pytest.approx(2 / 9))]


def test_a_label_is_doubted_when_a_model_is_sure_of_another_intent() -> None:
    assert [(doubt.text, doubt.rather) for doubt in confusions.doubted(ROWS)] == [
        ("geld?", "order"),
        ("wetter", "order"),
    ]


def test_the_page_needs_nothing_beside_itself_and_escapes_what_customers_wrote() -> None:
    found = leave_one_source_out(EXAMPLES)
    hostile = [*EXAMPLES[:-1], EXAMPLES[-1].__class__("<script>alert(1)</script>", *_rest(EXAMPLES[-1]))]
    wrong = [said("no_such") for _ in hostile]
    shown = page(Measured(found.report, hostile, wrong, found.certificates, [(10, 0.5), (20, 0.7)]))
    assert "<script" not in shown
    assert not re.search(r"""(?:src|href)=["'](?!#|data:)""", shown)
    assert shown.count("<svg") == 4
    assert "What may answer by itself" in shown


def _rest(example: object) -> tuple[str, str, str]:
    return example.label, example.language, example.source  # type: ignore[attr-defined]


def test_the_learning_curve_rises_with_the_examples() -> None:
    points = learning_curve(EXAMPLES)
    assert [number for number, _ in points] == sorted(number for number, _ in points)
    assert all(0 <= share <= 1 for _, share in points)


@pytest.mark.parametrize(("right", "worse"), [(500, False), (480, False), (400, True)])
def test_a_fall_counts_only_beyond_noise(right: int, worse: bool) -> None:
    labels = ["order"] * 1000
    found = report(labels, [said("order")] * right + [said("refund")] * (1000 - right))
    assert is_worse(found, 0.5, 1000) == worse
