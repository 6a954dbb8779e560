"""A random share of what Lotse does by itself is put before people, and their word decides about certificates."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app import certificates, checks
from app.tables import Certificate, Check, Message, Notice
from tests.certified import certify
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


@pytest.fixture
def everything_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "is_drawn", lambda message_id: True)


def the_checks(lotse: Lotse) -> list[Check]:
    with lotse.sessions() as session:
        return list(session.scalars(select(Check).order_by(Check.id)))


def judged(lotse: Lotse, *right: bool) -> None:
    """So many answers to as many customers, and what a person says of each."""
    person = lotse.person()
    for number in range(len(right)):
        lotse.receive(text_message("wann habt ihr auf?", f"4917000{number}"))
    lotse.work()
    open_ones = [check for check in the_checks(lotse) if check.judged_at is None]
    for check, is_right in zip(open_ones, right, strict=True):
        with lotse.sessions.begin() as session:
            assert checks.judge(session, check.id, person, is_right, None, NOW)


def test_one_in_twenty_is_drawn_whoever_writes() -> None:
    drawn = sum(map(checks.is_drawn, range(1, 100_001)))
    assert 4_700 < drawn < 5_300


def test_only_what_lotse_did_by_itself_is_drawn(lotse: Lotse, everything_drawn: None) -> None:
    lotse.receive(text_message("wann habt ihr auf?", "491"))
    lotse.work()
    lotse.classify = predicts("complaint")
    lotse.receive(text_message("das ist eine frechheit", "492"))
    lotse.work()
    lotse.classify = predicts("thanks_goodbye")
    lotse.receive(text_message("danke!", "493"))
    lotse.work()
    assert [check.intent for check in the_checks(lotse)] == ["opening_hours", "thanks_goodbye"]


def test_a_person_sees_all_that_was_said_and_the_answer(lotse: Lotse, everything_drawn: None) -> None:
    lotse.receive(text_message("hallo"), text_message("wann habt ihr auf?"))
    lotse.work()
    with lotse.sessions() as session:
        (shown,) = checks.waiting(session, 10)
    assert shown.said == ("hallo", "wann habt ihr auf?")
    assert shown.answer == lotse.outbound()[0].text


def test_what_one_has_judged_the_next_cannot_judge_again(lotse: Lotse, everything_drawn: None) -> None:
    judged(lotse, True)
    person = lotse.person("berta@example.com")
    with lotse.sessions.begin() as session:
        assert not checks.judge(session, the_checks(lotse)[0].id, person, False, None, NOW)
        assert checks.number_waiting(session, 10) == 0
    with lotse.sessions() as session:
        given = session.scalars(select(Certificate).where(Certificate.intent == "opening_hours")).one()
    assert (given.checked, given.checked_right) == (1, 1)


def test_too_many_wrong_ones_take_the_certificate_away_and_tell_people(lotse: Lotse, everything_drawn: None) -> None:
    judged(lotse, *[False] * 12)
    with lotse.sessions() as session:
        assert "opening_hours" not in certificates.thresholds(session)
        (notice,) = session.scalars(select(Notice))
        given = session.scalars(select(Certificate).where(Certificate.intent == "opening_hours")).one()
    assert (notice.field, notice.event, notice.grave) == ("certificate", "WITHDRAWN", True)
    assert notice.detail["intent"] == "opening_hours"
    assert given.withdrawn_at == NOW

    sent = len(lotse.graph.sent)
    lotse.receive(text_message("wann habt ihr auf?", "4999"))
    lotse.work()
    assert len(lotse.graph.sent) == sent
    assert lotse.decisions()[-1].reason == "not_certified"


def test_what_an_older_classifier_did_says_nothing_of_the_new_one(lotse: Lotse, everything_drawn: None) -> None:
    lotse.receive(text_message("wann habt ihr auf?"))
    lotse.work()
    certify(lotse.sessions, ["opening_hours"], version="newer")
    with lotse.sessions.begin() as session:
        assert checks.judge(session, the_checks(lotse)[0].id, lotse.person(), False, "store_location", NOW)
    (check,) = the_checks(lotse)
    assert (check.was_right, check.right_intent) == (False, "store_location")
    with lotse.sessions() as session:
        assert {one.checked for one in certificates.of_active(session)} == {0}


def test_an_answer_is_drawn_once_however_often_it_is_decided(lotse: Lotse, everything_drawn: None) -> None:
    lotse.receive(text_message("wann habt ihr auf?"))
    lotse.work()
    with lotse.sessions.begin() as session:
        (message,) = session.scalars(select(Message).where(Message.direction == "in"))
        checks.draw(session, [{"message_id": message.id, "intent": "opening_hours", "model_version": "test"}])
    assert len(the_checks(lotse)) == 1
