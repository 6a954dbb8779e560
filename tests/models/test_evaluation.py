"""Whether more examples help, and whether a classifier became worse."""

import pytest

from models.evaluation import is_worse, learning_curve
from models.prediction import Prediction
from models.report import report
from tests.models.messages import EXAMPLES


def said(intent: str) -> Prediction:
    return Prediction(intent, 0.95, None, 0.0, None, "")


def test_the_learning_curve_rises_with_the_examples() -> None:
    points = learning_curve(EXAMPLES)
    assert [number for number, _ in points] == sorted(number for number, _ in points)
    assert all(0 <= share <= 1 for _, share in points)


@pytest.mark.parametrize(("right", "worse"), [(500, False), (480, False), (400, True)])
def test_a_fall_counts_only_beyond_noise(right: int, worse: bool) -> None:
    labels = ["order"] * 1000
    found = report(labels, [said("order")] * right + [said("refund")] * (1000 - right))
    assert is_worse(found, 0.5, 1000) == worse
