import json

import pytest

from models.evaluation import held_out, leave_one_source_out
from models.prediction import OUT_OF_SCOPE, Prediction
from models.report import MOST_WRONG, level, propose_threshold, report
from models.triage_model import TriageModel
from tests.models.messages import EXAMPLES, WRITERS


def said(intent: str, confidence: float) -> Prediction:
    return Prediction(intent, confidence, None, 0.0, None, "")


# What is right, and what was said of it: two right, one wrong, one out of scope answered, one kept back.
PAIRS = [
    ("order", said("order", 0.95)),
    ("order", said("order", 0.7)),
    ("refund", said("order", 0.85)),
    (OUT_OF_SCOPE, said("order", 0.8)),
    (OUT_OF_SCOPE, said(OUT_OF_SCOPE, 0.02)),
]
LABELS = [label for label, _ in PAIRS]
PREDICTIONS = [prediction for _, prediction in PAIRS]


def test_a_wrong_intent_and_an_answer_out_of_scope_are_both_wrong() -> None:
    at = level(PAIRS, 0.75)
    assert at.coverage == pytest.approx(3 / 5)
    assert at.wrong == pytest.approx(2 / 5)
    assert at.precision == pytest.approx(1 / 3)
    assert at.in_scope_answered_right == pytest.approx(1 / 3)
    assert at.out_of_scope_kept_back == pytest.approx(1 / 2)


def test_locked_intents_are_never_answered() -> None:
    at = level(PAIRS, 0.5, locked={"order"})
    assert (at.coverage, at.wrong, at.precision) == (0, 0, None)
    assert at.out_of_scope_kept_back == 1


def test_out_of_scope_is_never_answered_whatever_its_confidence() -> None:
    assert level([(OUT_OF_SCOPE, said(OUT_OF_SCOPE, 1.0))], 0.5).coverage == 0


def test_the_proposed_threshold_is_the_lowest_that_keeps_the_promise() -> None:
    pairs = [("a", said("a", 0.9))] * 90 + [("a", said("b", 0.6)), ("a", said("b", 0.7)), ("a", said("b", 0.8))] * 3
    proposed = propose_threshold(pairs, most_wrong=3 / 99)
    assert proposed == 0.71
    assert level(pairs, proposed).wrong <= 3 / 99 < level(pairs, proposed - 0.01).wrong


def test_the_share_of_all_that_may_be_wrong_is_under_five_percent() -> None:
    assert MOST_WRONG < 0.05


def test_the_table_counts_each_intent() -> None:
    rows = {row.intent: row for row in report(LABELS, PREDICTIONS, threshold=0.9).intents}
    order = rows["order"]
    assert (order.messages, order.found, order.predicted, order.answered, order.answered_right) == (2, 2, 4, 1, 1)
    assert rows["refund"].found == 0


def test_accuracy_is_over_what_is_in_scope() -> None:
    whole = report(LABELS, PREDICTIONS)
    assert whole.accuracy_in_scope == pytest.approx(2 / 3)
    assert whole.out_of_scope_recognised == pytest.approx(1 / 2)


def test_a_report_without_messages_is_refused() -> None:
    with pytest.raises(ValueError, match="no messages"):
        report([], [])


def test_a_report_is_plain_data_and_readable() -> None:
    whole = report(LABELS, PREDICTIONS, sources=["anna"] * 5)
    assert json.loads(json.dumps(whole.as_dict()))["sources"] == {"anna": pytest.approx(2 / 3)}
    assert "Right intent in scope 66.7 %" in whole.as_text()
    assert "order" in whole.as_text()


def test_each_writer_is_left_out_once() -> None:
    steps: list[str] = []
    found = leave_one_source_out(EXAMPLES, 0.7, lambda done, total, what: steps.append(what)).report
    assert set(found.sources) == set(WRITERS)
    assert found.grouped_by == "source"
    assert found.chosen.threshold == 0.7
    assert sum("checking" in what for what in steps) == 3


def test_two_writers_are_too_few_to_leave_out() -> None:
    examples = [example for example in EXAMPLES if example.source != "cem"]
    assert leave_one_source_out(examples).report.grouped_by == "label"


def test_held_out_messages_are_judged_by_the_model(model: TriageModel) -> None:
    predictions = model.predict([example.text for example in EXAMPLES])
    found = held_out(EXAMPLES, predictions, threshold=0.5)
    assert found.grouped_by == "held_out"
    assert found.accuracy_in_scope is not None
    assert found.accuracy_in_scope > 0.9
