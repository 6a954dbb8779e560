"""What an evaluation found, and what is made of it."""

import json
from dataclasses import replace

import pytest

from models.certification import Certificate
from models.examples import Example
from models.measured import Measured
from models.prediction import OUT_OF_SCOPE, Prediction
from models.report import report


def said(intent: str, confidence: float) -> Prediction:
    return Prediction(intent, confidence, None, 0.0, None, "")


def proven(intent: str, threshold: float, bound: float = 0.96) -> Certificate:
    return Certificate(intent, 0.95, 0.1, 4, threshold, 100, 99, bound, 0.5)


GIVEN = [
    (Example("wo ist es", "order", "de", "anna"), said("order", 0.95)),
    (Example("where is it", "order", "en", "anna"), said("order", 0.85)),
    (Example("geld", "refund", "de", "berta"), said("order", 0.92)),
    (Example("geld zurück", "refund", "de", "berta"), said("refund", 0.75)),
    (Example("wetter", OUT_OF_SCOPE, "de", "berta"), said(OUT_OF_SCOPE, 0.01)),
]
EXAMPLES, PREDICTIONS = [example for example, _ in GIVEN], [prediction for _, prediction in GIVEN]
LABELS = [example.label for example in EXAMPLES]
MEASURED = Measured(report(LABELS, PREDICTIONS, threshold=0.8), EXAMPLES, PREDICTIONS)


@pytest.mark.parametrize(
    ("certificates", "answered"),
    [
        ([], [True, True, True, False, False]),
        ([proven("order", 0.9)], [True, False, True, False, False]),
        ([proven("order", 0.5)], [True, True, True, False, False]),  # the playbook's 0.8 is stricter
        ([proven("refund", 0.5)], [False, False, False, False, False]),
        ([proven("order", 0.9, bound=0.94)], [False, False, False, False, False]),
    ],
)
def test_only_what_is_certified_answers_from_the_stricter_threshold_on(
    certificates: list[Certificate], answered: list[bool]
) -> None:
    assert replace(MEASURED, certificates=certificates).answered() == answered


def test_what_is_in_use_is_judged_as_the_levels_are() -> None:
    at = replace(MEASURED, certificates=[proven("order", 0.9)]).in_use()
    assert (at.coverage, at.wrong, at.precision) == (pytest.approx(2 / 5), pytest.approx(1 / 5), pytest.approx(1 / 2))
    assert MEASURED.in_use() == MEASURED.report.chosen


def test_each_language_and_each_source_is_counted_by_itself() -> None:
    german, english = MEASURED.by_language()
    assert (german.name, german.messages, german.in_scope, german.right) == ("de", 4, 3, 2)
    assert (german.answered, german.answered_right, german.sources) == (2, 1, 2)
    assert (english.name, english.right, english.sources) == ("en", 1, 1)
    assert [part.name for part in MEASURED.by_source()] == ["anna", "berta"]


def test_few_messages_prove_little() -> None:
    (german, _) = MEASURED.by_language()
    assert german.at_least < 2 / 3
    assert replace(german, in_scope=3000, right=2000).at_least == pytest.approx(2 / 3, abs=0.02)


def test_everything_of_the_page_is_plain_data() -> None:
    given = json.loads(json.dumps(replace(MEASURED, certificates=[proven("order", 0.9)]).as_dict()))
    assert given["confusions"]["refund"] == {"order": 1, "refund": 1}
    assert given["by_language"][1]["name"] == "en"
    assert given["certificates"][0]["certified"]
    assert {"levels", "in_use", "by_source", "reliability", "worst", "nearest", "doubted", "learning"} <= given.keys()
