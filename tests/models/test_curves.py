"""The numbers under the pictures."""

import pytest

from models import curves
from models.prediction import OUT_OF_SCOPE, Prediction
from models.report import level


def said(intent: str, confidence: float) -> Prediction:
    return Prediction(intent, confidence, None, 0.0, None, "")


PAIRS = [
    *[("order", said("order", 0.9))] * 60,
    *[("order", said("refund", 0.5))] * 20,
    *[("complaint", said("complaint", 0.99))] * 10,
    *[("order", said(OUT_OF_SCOPE, 0.05))] * 10,
]
LABELS, PREDICTIONS = [label for label, _ in PAIRS], [prediction for _, prediction in PAIRS]


def test_the_curve_goes_through_what_the_report_says_of_a_threshold() -> None:
    points = curves.coverage(LABELS, PREDICTIONS, locked={"complaint"})
    for threshold in (0.5, 0.9):
        at = level(PAIRS, threshold, locked={"complaint"})
        assert (at.coverage, at.precision) in points


def test_what_is_locked_or_out_of_scope_is_never_answered() -> None:
    assert curves.coverage(LABELS, PREDICTIONS, locked={"complaint"})[-1] == (0.8, 0.75)


def test_nothing_answerable_makes_an_empty_curve() -> None:
    assert curves.coverage(["order"], [said(OUT_OF_SCOPE, 0.0)]) == []


def test_confidence_is_held_against_what_was_right() -> None:
    rows = [("", label, prediction) for label, prediction in PAIRS]
    half, ninety = curves.reliability(rows)
    assert (half.messages, half.confidence, half.right) == (20, 0.5, 0.0)
    assert (ninety.messages, ninety.right) == (70, 1.0)
    assert curves.gap([half]) == pytest.approx(0.5)
