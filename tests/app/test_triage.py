"""The decision, rule by rule: pure values in, a decision out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.decisions import Decision, Situation, Turn
from app.history import History, Line
from app.playbook.rules import Limits
from app.triage import decide
from models.prediction import Prediction
from tests.lotse import PLAYBOOK

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TURN = Turn("habt ihr samstag offen", unreadable=(), last_customer_at=NOW)
SURE = Prediction("opening_hours", 0.99, "store_location", 0.01, "de", "test")
CERTIFIED = dict.fromkeys(PLAYBOOK.intents, 0.7)
BOT = Situation(owner="bot", contact_name="Anna", contact_language=None, inbox_language="de")


def decided(
    turn: Turn = TURN,
    prediction: Prediction | None = SURE,
    situation: Situation = BOT,
    certified: Mapping[str, float] = CERTIFIED,
    **changes: object,
) -> Decision:
    return decide(turn, prediction, situation, PLAYBOOK.model_copy(update=changes), certified, NOW)


def test_a_sure_prediction_of_an_automatic_intent_is_answered() -> None:
    decision = decided()

    assert decision.kind == "answer"
    assert decision.text is not None
    assert PLAYBOOK.business["opening_hours"]["de"] in decision.text
    assert decision.text.endswith(PLAYBOOK.footer["de"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"turn": replace(TURN, text="ich will mit einem menschen reden")}, "wants_person"),
        ({"turn": replace(TURN, unreadable=("image",))}, "unreadable"),
        ({"turn": replace(TURN, last_customer_at=NOW - timedelta(hours=24))}, "window_closed"),
        ({"turn": replace(TURN, last_customer_at=NOW - timedelta(minutes=61))}, "late"),
        ({"prediction": None}, "no_classifier"),
        ({"prediction": replace(SURE, intent="human_agent")}, "wants_person"),
        ({"prediction": replace(SURE, intent="complaint")}, "locked"),
        ({"prediction": replace(SURE, intent="privacy_request")}, "locked"),
        ({"prediction": replace(SURE, intent="contract_cancellation")}, "locked"),
        ({"prediction": replace(SURE, intent="out_of_scope")}, "out_of_scope"),
        ({"prediction": replace(SURE, intent="an_intent_of_yesterday")}, "out_of_scope"),
        ({"prediction": replace(SURE, confidence=0.5)}, "unsure"),
        ({"certified": {"opening_hours": 0.995}}, "unsure"),
        ({"certified": {}}, "not_certified"),
        ({"certified": {"store_location": 0.5}}, "not_certified"),
        ({"certified": {}, "prediction": replace(SURE, intent="thanks_goodbye")}, "not_certified"),
        ({"prediction": replace(SURE, intent="product_advice")}, "only_suggests"),
        ({"situation": replace(BOT, owner="waiting")}, "with_person"),
        ({"situation": replace(BOT, owner="agent")}, "with_person"),
        ({"situation": replace(BOT, owner="phone")}, "answered_by_phone"),
        ({"situation": replace(BOT, can_send=False)}, "channel_stopped"),
        ({"business": {}}, "variable_missing"),
    ],
)
def test_each_reason_for_a_person(change: dict[str, object], reason: str) -> None:
    decision = decided(**change)  # type: ignore[arg-type]

    assert (decision.kind, decision.reason) == ("escalate", reason)


@pytest.mark.parametrize("confidence", [0.0, 0.79, 0.7999])
def test_below_the_threshold_nothing_is_answered_and_at_it_something_is(confidence: float) -> None:
    assert decided(prediction=replace(SURE, confidence=confidence), threshold=0.8).kind == "escalate"
    assert decided(prediction=replace(SURE, confidence=0.8), threshold=0.8).kind == "answer"


def test_the_wish_for_a_person_wins_over_everything_but_a_person_already_there() -> None:
    wish = replace(TURN, text="Mensch!", unreadable=("image",), last_customer_at=NOW - timedelta(days=3))

    assert decided(turn=wish, prediction=None).reason == "wants_person"


def test_the_missing_fact_is_named() -> None:
    assert decided(business={}).detail == "opening_hours"


@pytest.mark.parametrize(
    ("message", "contact", "inbox", "language"),
    [("en", "de", "de", "en"), (None, "en", "de", "en"), (None, None, "en", "en"), (None, None, "de", "de")],
)
def test_the_language_is_that_of_the_message_else_of_the_contact_else_of_the_inbox(
    message: str | None, contact: str | None, inbox: str, language: str
) -> None:
    situation = replace(BOT, contact_language=contact, inbox_language=inbox)
    decision = decided(prediction=replace(SURE, language=message), situation=situation)

    assert decision.language == language
    assert decision.text is not None
    assert decision.text.endswith(PLAYBOOK.footer["en" if language == "en" else "de"])


def test_thanks_are_noted_and_nobody_is_bothered() -> None:
    assert decided(prediction=replace(SURE, intent="thanks_goodbye")) == Decision(
        "note", "thanks_goodbye", language="de", team="service"
    )


def test_an_agent_gets_the_answer_as_a_suggestion_without_the_footer_of_the_machine() -> None:
    decision = decided(prediction=replace(SURE, confidence=0.4))

    assert decision.text is not None
    assert PLAYBOOK.footer["de"] not in decision.text


def test_every_intent_of_the_playbook_is_decided_in_both_languages() -> None:
    kinds = {
        (name, language): decided(prediction=replace(SURE, intent=name, language=language)).kind
        for name in PLAYBOOK.intents
        for language in ("de", "en")
    }

    automatic = {name for name, intent in PLAYBOOK.intents.items() if intent.autonomy == "auto" and not intent.quiet}
    assert {name for (name, _), kind in kinds.items() if kind == "answer"} == automatic


def test_thanks_need_nobody_even_when_they_come_late() -> None:
    late = replace(TURN, last_customer_at=NOW - timedelta(hours=3))

    assert decided(turn=late, prediction=replace(SURE, intent="thanks_goodbye")).kind == "note"


def test_the_same_answer_goes_out_twice_in_a_row_only_where_the_business_wants_it() -> None:
    said = PLAYBOOK.bare(decided().text or "")
    asked_before = replace(BOT, history=History((Line("bot", NOW - timedelta(minutes=5), said),), disclosed=True))
    wanted = PLAYBOOK.rules.model_copy(update={"limits": Limits(same_twice=True)})

    assert decided(situation=asked_before).reason == "repeated"
    assert decided(situation=asked_before, rules=wanted).kind == "answer"
