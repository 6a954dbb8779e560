"""The one sentence with which a conversation goes to people."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app import conversations
from app.decisions import Decision, Desk, Situation, Turn
from app.handover import when
from app.history import History, Line
from app.hours import Hours
from app.triage import decide
from app.whatsapp.outgoing import Text
from models.prediction import Prediction
from tests.lotse import TALKING, Lotse, predicts
from tests.webhooks import text_message

MONDAY = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # noon in Berlin
NIGHT = MONDAY + timedelta(hours=10)
HOURS = Hours.model_validate({"monday": ["9:00-18:00"], "tuesday": ["9:00-18:00"]})
OPEN = TALKING.model_copy(update={"hours": None})
KNOWN = History(disclosed=True)
BOT = Situation("bot", None, "de", "de", history=KNOWN, desk=Desk(HOURS))


def handed_over(
    text: str = "was denn", intent: str = "out_of_scope", now: datetime = MONDAY, **situation: object
) -> Decision:
    said = Prediction(intent, 0.99, None, 0.0, "de", "test")
    certified: Mapping[str, float] = dict.fromkeys(TALKING.intents, 0.8)
    turn = Turn(text, (), now)
    return decide(turn, said, replace(BOT, **situation), TALKING, certified, now)  # type: ignore[arg-type]


def sentence(decision: Decision) -> str | None:
    assert decision.kind == "escalate"
    assert decision.answer is None or isinstance(decision.answer, Text)
    return decision.answer.body if decision.answer else None


@pytest.mark.parametrize(
    ("text", "intent", "key"),
    [
        ("ich will mit einem menschen reden", "opening_hours", "asked_for"),
        ("was denn", "out_of_scope", "unsure"),
        ("blau oder grün?", "product_advice", "unsure"),
        ("was ist über mich gespeichert", "privacy_request", "locked"),
        ("so eine frechheit", "complaint", "complaint"),
    ],
)
def test_each_reason_has_its_own(text: str, intent: str, key: str) -> None:
    begins = TALKING.handover[key]["de"].removesuffix("{{when}}")
    assert (sentence(handed_over(text, intent)) or "").startswith(begins)


def test_the_first_message_of_a_visit_says_that_a_machine_writes_and_no_later_one() -> None:
    first = handed_over(history=History())
    assert (sentence(first) or "").endswith(TALKING.disclosure["de"])
    assert first.discloses
    assert TALKING.disclosure["de"] not in (sentence(handed_over()) or "")


@pytest.mark.parametrize(
    "held", [{"paused": True}, {"over_budget": True}, {"can_send": False}, {"owner": "agent"}, {"owner": "phone"}]
)
def test_there_is_none_where_lotse_may_not_speak(held: dict[str, object]) -> None:
    assert sentence(handed_over(**held)) is None  # type: ignore[arg-type]


def test_it_is_not_said_a_second_time() -> None:
    said = sentence(handed_over()) or ""
    before = History((Line("bot", MONDAY - timedelta(minutes=5), said),), disclosed=True)
    assert sentence(handed_over(history=before)) is None


def test_another_machine_hears_nothing_more() -> None:
    before = History((Line("bot", MONDAY - timedelta(seconds=5), "Wir sind für Sie da."),), disclosed=True)
    decision = handed_over("Dies ist eine automatische Antwort. Bitte antworten Sie nicht.", history=before)
    assert (decision.reason, sentence(decision)) == ("loop", None)


@pytest.mark.parametrize(
    ("desk", "now", "said"),
    [
        (Desk(HOURS), MONDAY, "sobald jemand frei ist"),
        (Desk(HOURS, timedelta(minutes=20)), MONDAY, "etwa eine halbe Stunde"),
        (Desk(HOURS, timedelta(hours=2)), MONDAY + timedelta(hours=5), "sobald jemand frei ist"),
        (Desk(HOURS, timedelta(days=2)), MONDAY, "sobald jemand frei ist"),
        (Desk(HOURS, timedelta(minutes=20)), NIGHT, "morgen um 9 Uhr"),
        (Desk(None, timedelta(minutes=4)), NIGHT, "wenige Minuten"),
    ],
)
def test_the_time_is_measured_or_not_told(desk: Desk, now: datetime, said: str) -> None:
    assert said in when(desk, TALKING, "de", now)


def test_who_waits_is_told_once_for_each_closed_time_that_nobody_is_there() -> None:
    waiting = {"owner": "waiting", "now": NIGHT}
    first = handed_over(**waiting)  # type: ignore[arg-type]
    assert "morgen um 9 Uhr" in (sentence(first) or "")
    assert first.says_away
    assert sentence(handed_over(**waiting, away_said=NIGHT - timedelta(hours=1))) is None  # type: ignore[arg-type]
    assert sentence(handed_over(**waiting, away_said=NIGHT - timedelta(days=1)))  # type: ignore[arg-type]
    by_a_person = History((Line("person", NIGHT - timedelta(hours=1), "Guten Abend"),), disclosed=True)
    assert sentence(handed_over(**waiting, history=by_a_person)) is None  # type: ignore[arg-type]


def test_it_goes_out_and_the_conversation_waits(lotse: Lotse) -> None:
    lotse.playbook, lotse.classify = OPEN, predicts("out_of_scope")
    lotse.receive(text_message("was denn"))
    lotse.work()
    assert [sent["text"].startswith("Das beantwortet Ihnen besser") for sent in lotse.graph.sent] == [True]
    assert lotse.conversation().owner == "waiting"
    assert [(one.outcome, one.outcome_reason) for one in lotse.inbound()] == [("escalated", "out_of_scope")]


def test_who_takes_it_before_it_went_out_stops_it_and_the_reason_stays(lotse: Lotse) -> None:
    lotse.playbook, lotse.classify = OPEN, predicts("out_of_scope")
    lotse.receive(text_message("was denn"))
    lotse.triage()
    anna = lotse.person()
    lotse.change(lambda session, conversation: conversations.take(session, conversation, anna))
    lotse.deliver()
    assert lotse.graph.sent == []
    assert [one.status for one in lotse.outbound()] == ["cancelled"]
    assert [(one.outcome, one.outcome_reason) for one in lotse.inbound()] == [("escalated", "out_of_scope")]
