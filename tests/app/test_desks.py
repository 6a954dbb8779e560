"""How soon people answer is measured, so that a closing sentence is honest."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app import clock, desks
from app.hours import Hours
from app.tables import Message
from tests.lotse import Lotse, predicts
from tests.talking import Talk
from tests.webhooks import text_message, wamid

MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOURS = Hours.model_validate({"monday": ["9:00-18:00"], "friday": ["9:00-18:00"]})
FRIDAY_EVENING = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)  # ten to six in Berlin
MONDAY_MORNING = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)


def minutes(*waits: float) -> list[timedelta]:
    return [MINUTE * wait for wait in waits]


def test_it_is_the_time_within_which_four_in_five_had_an_answer() -> None:
    assert desks.usual_wait(minutes(90, 1, 2, 3, 4, 5, 6, 7, 60, 8)) == MINUTE * 8


def test_of_nine_answers_nothing_is_said() -> None:
    assert desks.usual_wait(minutes(*range(9))) is None
    assert desks.usual_wait([]) is None


def test_nobody_waits_through_a_closed_time() -> None:
    assert desks._wait(HOURS, FRIDAY_EVENING, MONDAY_MORNING) == MINUTE * 15
    assert desks._wait(None, FRIDAY_EVENING, MONDAY_MORNING) == MONDAY_MORNING - FRIDAY_EVENING


@pytest.fixture
def measured(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lotse]:
    """Nothing is known from before, and each question is asked anew. One customer has written."""
    monkeypatch.setattr(desks, "_known", {})
    monkeypatch.setattr(desks, "FRESH", -1.0)
    lotse.classify = predicts("thanks_goodbye")
    lotse.receive(text_message("danke"))
    lotse.triage()
    yield lotse
    with lotse.sessions.begin() as session:  # rows by hand have no decisions behind them
        session.query(Message).filter(Message.text == "by hand").delete()


def rows(lotse: Lotse, *talk: tuple[str, float], **changes: Any) -> None:
    """Messages of one conversation: customer or agent, and how many minutes ago."""
    anna, first = lotse.person(), lotse.inbound()[0]
    with lotse.sessions.begin() as session:
        now = clock.now(session)
        for by, ago in talk:
            at = now - MINUTE * ago
            where = {"conversation_id": first.conversation_id, "inbox_id": first.inbox_id, "text": "by hand"}
            session.add(
                Message(
                    **where,
                    written_at=at,
                    stored_at=at,
                    **(_asked() if by == "customer" else {**_reply(first.id, anna.id), **changes}),
                )
            )
            session.flush()


def _asked() -> dict[str, Any]:
    return {"direction": "in", "wamid": wamid(), "outcome": "escalated", "outcome_reason": "unsure"}


def _reply(answers: int, person: int) -> dict[str, Any]:
    by_agent = {"author": "agent", "person_id": person, "status": "sent", "callback_id": uuid4()}
    return {"direction": "out", "answers_id": answers, **by_agent}


def usual(lotse: Lotse) -> float | None:
    """In whole minutes."""
    with lotse.sessions() as session:
        found = desks.desk(session, None, clock.now(session)).usual
    return found and round(found / MINUTE)


def exchanges(lotse: Lotse, number: int, wait: float, **changes: Any) -> None:
    for count in range(number, 0, -1):
        rows(lotse, ("customer", 60 * count), ("agent", 60 * count - wait), **changes)


def test_it_is_measured_from_what_agents_wrote(measured: Lotse) -> None:
    exchanges(measured, 9, 7)
    assert usual(measured) is None
    exchanges(measured, 1, 7)
    assert usual(measured) == 7


def test_who_writes_on_while_waiting_has_waited_since_the_first_message(measured: Lotse) -> None:
    for count in range(10, 0, -1):
        rows(measured, ("customer", 60 * count), ("customer", 60 * count - 20), ("agent", 60 * count - 21))
    assert usual(measured) == 21


def test_what_an_agent_adds_is_no_quicker_and_no_slower_answer(measured: Lotse) -> None:
    for count in range(10, 0, -1):
        rows(measured, ("customer", 60 * count), ("agent", 60 * count - 5), ("agent", 60 * count - 30))
    assert usual(measured) == 5


@pytest.mark.parametrize("status", ["held", "cancelled", "failed"])
def test_what_did_not_go_out_is_no_answer(measured: Lotse, status: str) -> None:
    exchanges(measured, 12, 1, status=status)
    assert usual(measured) is None


def test_what_is_older_than_a_week_says_nothing_of_today(measured: Lotse) -> None:
    week = 7 * 24 * 60
    rows(measured, *[pair for count in range(12) for pair in (("customer", week + 10), ("agent", week + 5))])
    assert usual(measured) is None


def test_it_is_measured_once_a_minute(measured: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    exchanges(measured, 12, 7)
    monkeypatch.setattr(desks, "_known", {})
    monkeypatch.setattr(desks, "FRESH", 60.0)
    assert usual(measured) == 7
    monkeypatch.setattr(desks, "_first_answers", lambda session, now: pytest.fail("measured again"))
    assert usual(measured) == 7


def test_the_closing_sentence_names_it(talk: Talk, measured: Lotse) -> None:
    exchanges(measured, 12, 12)
    talk.lotse.receive(text_message("mensch bitte", "4915100000002"))
    talk.lotse.work()
    assert "Das dauert meist etwa eine Viertelstunde." in talk.texts[-1]
