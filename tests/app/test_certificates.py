"""What is proven of an intent, and what takes that away."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import certificates, classifiers
from models.measures import lower_bound
from tests.certified import certificate, certify, row
from tests.lotse import PLAYBOOK, Lotse, predicts
from tests.webhooks import text_message


@pytest.mark.parametrize("target", [0.9, 0.95, 0.99])
@pytest.mark.parametrize("doubt", [0.05, 0.1])
@pytest.mark.parametrize("answered", [1, 20, 59, 200, 1000, 20_000])
def test_the_proof_is_the_exact_one(target: float, doubt: float, answered: int) -> None:
    for wrong in {0, 1, 2, answered // 100, answered // 30, answered // 10}:
        right = max(answered - wrong, 0)
        by_scipy = lower_bound(right, answered, doubt) >= target
        assert certificates.proves(right, answered, target, doubt) == by_scipy, (right, answered)


def test_nothing_is_proven_by_nothing() -> None:
    assert not certificates.proves(0, 0, 0.95, 0.1)


@pytest.mark.parametrize(
    ("right", "checked", "holds"),
    [(0, 0, True), (30, 30, True), (29, 30, True), (20, 30, False), (196, 200, True), (0, 1, True), (50, 60, False)],
)
def test_checked_answers_keep_or_break_a_certificate(right: int, checked: int, holds: bool) -> None:
    assert certificates.holds(row(checked=checked, checked_right=right)) == holds


def test_checked_answers_alone_can_prove_what_the_examples_could_not() -> None:
    few = {"answered": 20, "right": 20, "certified": False}
    assert not certificates.holds(row(**few, checked=20, checked_right=20))
    assert certificates.holds(row(**few, checked=60, checked_right=60))


def test_only_what_stands_may_answer_from_its_threshold_on(sessions: sessionmaker[Session]) -> None:
    proven = [certificate("opening_hours", 0.9), certificate("order_status", certified=False)]
    with sessions.begin() as session:
        classifiers.store(session, classifiers.Artefact("new", b"", "", {"certificates": proven}))
    with sessions() as session:
        assert certificates.thresholds(session) == {"opening_hours": 0.9}
        assert [one.intent for one in certificates.of_active(session)] == ["opening_hours", "order_status"]


def test_all_intents_together_count_everything_that_was_checked(sessions: sessionmaker[Session]) -> None:
    proven = [certificate("opening_hours", checked=4, checked_right=3), certificate("order_status", checked=2)]
    whole = {"metrics": {"together": certificate("all together", 0.7)}}
    for facts, expected in (({}, None), (whole, (0.7, 6, 3, True))):
        with sessions.begin() as session:
            version = f"with {len(facts)}"
            classifiers.store(session, classifiers.Artefact(version, b"", "", {"certificates": proven, **facts}))
        with sessions() as session:
            found = certificates.together(session)
            shown = (found.threshold, found.checked, found.checked_right, found.stands) if found else None
            assert shown == expected
            assert "all together" not in certificates.thresholds(session)


def test_a_new_classifier_begins_with_its_own_certificates(sessions: sessionmaker[Session]) -> None:
    certify(sessions, ["opening_hours"])
    with sessions.begin() as session:
        classifiers.store(session, classifiers.Artefact("newer", b"", "", {"certificates": []}))
    with sessions() as session:
        assert certificates.thresholds(session) == {}


def test_a_sure_answer_without_a_certificate_is_a_suggestion(sessions: sessionmaker[Session]) -> None:
    certify(sessions, ["store_location"])
    lotse = Lotse(sessions, predicts("opening_hours", 0.99), certified=None)
    lotse.receive(text_message("wann habt ihr auf?"))
    lotse.work()
    (decision,) = lotse.decisions()
    assert (decision.kind, decision.reason) == ("escalate", "not_certified")
    assert PLAYBOOK.business["opening_hours"]["de"] in (decision.suggestion or "")
    assert not lotse.graph.sent
