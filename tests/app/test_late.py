"""What is old when Lotse comes to it, after an outage, goes to people, with one apology."""

from datetime import UTC, datetime, timedelta

import pytest

from app.triage import Decision, Situation, Turn, decide
from models.prediction import Prediction
from tests.lotse import TALKING
from tests.talking import Talk

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
CERTIFIED = dict.fromkeys(TALKING.intents, 0.8)
BOT = Situation("bot", None, None, "de")
APOLOGY = "Bitte entschuldigen Sie"


def after(minutes: float, intent: str = "opening_hours") -> Decision:
    turn = Turn("frage", (), NOW - timedelta(minutes=minutes))
    return decide(turn, Prediction(intent, 0.99, None, 0.0, "de", "test"), BOT, TALKING, CERTIFIED, NOW)


@pytest.mark.parametrize(("minutes", "reason"), [(15, None), (15.1, "late"), (300, "late")])
def test_after_a_quarter_of_an_hour_people_answer(minutes: float, reason: str | None) -> None:
    assert after(minutes).reason == reason


def test_people_get_the_answer_as_a_suggestion() -> None:
    assert "Montag bis Freitag" in (after(20).text or "")


def test_old_thanks_need_nobody() -> None:
    assert after(300, "thanks_goodbye").kind == "note"


def ago(talk: Talk, hours: float) -> str:
    return str(int(talk.moment) - int(hours * 3600))


def test_the_customer_gets_one_apology_for_all_of_it(talk: Talk) -> None:
    talk.says("wann habt ihr offen", "opening_hours", timestamp=ago(talk, 3))
    talk.says("hallo?", "greeting", timestamp=ago(talk, 2))
    talk.says("ist da wer?", "out_of_scope", timestamp=ago(talk, 1))

    assert [text.startswith(APOLOGY) for text in talk.texts] == [True]
    assert [reason for _, reason in talk.outcomes] == ["late", "with_person", "with_person"]
    assert talk.timeline == [("escalated", "late")]


def test_after_the_service_window_there_is_none(talk: Talk) -> None:
    assert talk.says("wann habt ihr offen", "opening_hours", timestamp=ago(talk, 25)) == []
    assert talk.outcomes == [("escalated", "window_closed")]


def test_who_wants_a_person_gets_one_however_old_it_is(talk: Talk) -> None:
    talk.says("ich will mit einem menschen reden", "opening_hours", timestamp=ago(talk, 3))
    assert talk.outcomes == [("escalated", "wants_person")]


def test_a_fresh_message_makes_an_old_one_no_younger(talk: Talk) -> None:
    talk.writes("wann habt ihr offen", "opening_hours", timestamp=ago(talk, 2))
    talk.says("hallo?")
    assert talk.outcomes[-1] == ("escalated", "late")
