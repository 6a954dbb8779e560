"""What the benchmark counts of messages that nobody had seen."""

from app.decisions import Decision
from bench.unseen import Judged, of_bursts, of_customers, of_two_wishes, show
from models.prediction import Prediction, Wish


def judged(wanted: str, intent: str, kind: str, *also: str) -> Judged:
    said = Prediction(intent, 0.9, None, 0.0, "de", "test", also=tuple(Wish(name, 0.9) for name in also))
    return Judged(frozenset(wanted.split("+")), said, Decision(kind))


CUSTOMERS = [
    judged("opening_hours", "opening_hours", "answer"),
    judged("opening_hours", "store_location", "answer"),  # wrong
    judged("order_status", "order_status", "escalate"),
    judged("complaint", "complaint", "escalate"),  # locked, so not answerable
    judged("out_of_scope", "out_of_scope", "escalate"),
    judged("out_of_scope", "greeting", "answer"),
    judged("thanks_goodbye", "thanks_goodbye", "note"),
]


def test_right_is_what_was_wanted_and_nothing_else() -> None:
    found = of_customers(CUSTOMERS)
    assert found == {
        "messages": 7,
        "inside": 5,
        "named": 4,
        "outside": 2,
        "kept": 1,
        "answerable": 4,
        "acted": 4,
        "right": 2,
    }


def test_a_greeting_beside_a_wish_is_no_wish() -> None:
    assert judged("opening_hours", "greeting", "answer", "opening_hours").acted_on == {"opening_hours"}
    assert judged("opening_hours", "opening_hours", "answer", "greeting").acted_on == {"opening_hours"}
    assert judged("greeting", "greeting", "answer").acted_on == {"greeting"}


def test_two_wishes_are_answered_whole_by_half_or_by_people() -> None:
    both = "opening_hours+payment_methods"
    found = of_two_wishes(
        [
            judged(both, "opening_hours", "answer", "payment_methods"),
            judged(both, "opening_hours", "answer"),
            judged(both, "opening_hours", "escalate", "payment_methods"),
            judged("opening_hours", "opening_hours", "escalate", "payment_methods"),
            judged("opening_hours", "opening_hours", "answer", "greeting"),
        ]
    )
    assert found == {"several": 3, "found": 2, "both": 1, "half": 1, "single": 2, "imagined": 1}


def test_a_burst_is_answered_as_wanted_asked_back_or_answered_wrongly() -> None:
    found = of_bursts(
        [
            judged("opening_hours", "opening_hours", "answer"),
            judged("opening_hours", "opening_hours", "answer", "payment_methods"),
            judged("opening_hours", "opening_hours", "ask"),
            judged("opening_hours", "opening_hours", "escalate"),
        ]
    )
    assert found == {"bursts": 4, "right": 1, "asked": 1, "wrong": 1}


def test_the_report_says_shares_and_numbers() -> None:
    wishes = {"several": 3, "found": 2, "both": 1, "half": 1, "single": 2, "imagined": 1}
    bursts = {way: {"bursts": 9, "right": 7, "asked": 1, "wrong": 0} for way in ("turn", "lines")}
    found = {"examples": 10, "customers": {"a.tsv": of_customers(CUSTOMERS)}, "wishes": wishes, "bursts": bursts}
    lines = show(found, {})
    (row,) = (line for line in lines if "a.tsv" in line)
    assert "80.0% (4 of 5)" in row
    assert "50.0% (2 of 4)" in row
    assert any("Of 9 bursts of several messages, 7 are answered" in line for line in lines)
