"""A message with two wishes gets both answers when both are certain; otherwise a person, with both in view."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.decisions import Decision, Situation, Turn
from app.playbook.intents import Offered, Option
from app.triage import decide
from models.prediction import Prediction, Wish
from tests.lotse import PLAYBOOK

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TURN = Turn("habt ihr samstag offen und kann man mit karte zahlen", (), NOW)
CERTIFIED = dict.fromkeys(PLAYBOOK.intents, 0.7)
BOT = Situation(owner="bot", contact_name=None, contact_language=None, inbox_language="de")
OPENING = Prediction("opening_hours", 0.99, None, 0.01, "de", "test", also=(Wish("payment_methods", 0.95),))


def decided(prediction: Prediction = OPENING, turn: Turn = TURN, **changes: object) -> Decision:
    certified = changes.pop("certified", CERTIFIED)
    playbook = PLAYBOOK.model_copy(update=changes)
    return decide(turn, prediction, BOT, playbook, certified, NOW)  # type: ignore[arg-type]


def test_both_answers_stand_in_one_message_with_one_footer() -> None:
    decision = decided()
    assert decision.kind == "answer"
    text = decision.text or ""
    assert PLAYBOOK.business["opening_hours"]["de"] in text
    assert PLAYBOOK.business["payment_methods"]["de"] in text
    assert text.count(PLAYBOOK.footer["de"]) == 1
    assert text.endswith(PLAYBOOK.footer["de"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"prediction": replace(OPENING, also=(Wish("complaint", 0.95),))}, "several"),
        ({"prediction": replace(OPENING, also=(Wish("product_advice", 0.95),))}, "several"),
        ({"prediction": replace(OPENING, also=(Wish("payment_methods", 0.9), Wish("greeting", 0.9)))}, None),
        ({"prediction": replace(OPENING, also=(Wish("order_status", 0.9), Wish("invoice_copy", 0.9)))}, "several"),
        ({"certified": {"opening_hours": 0.7}}, "several"),
        ({"certified": {**CERTIFIED, "payment_methods": 0.96}}, "several"),
        ({"threshold": 0.96}, "several"),
        ({"prediction": replace(OPENING, confidence=0.5)}, "unsure"),
    ],
)
def test_a_person_gets_what_is_not_all_certain(change: dict[str, object], reason: str | None) -> None:
    assert decided(**change).reason == reason  # type: ignore[arg-type]


def test_the_person_sees_what_else_is_wanted_and_both_answers_as_a_suggestion() -> None:
    decision = decided(certified={"opening_hours": 0.7})
    assert decision.detail == "payment_methods"
    assert PLAYBOOK.business["payment_methods"]["de"] in (decision.text or "")
    assert PLAYBOOK.business["opening_hours"]["de"] in (decision.text or "")


@pytest.mark.parametrize("other", ["greeting", "thanks_goodbye", "out_of_scope", "an_intent_of_yesterday"])
def test_greetings_and_thanks_beside_a_wish_want_nothing(other: str) -> None:
    decision = decided(replace(OPENING, also=(Wish(other, 0.99),)))
    assert (decision.kind, decision.text) == ("answer", decided(replace(OPENING, also=())).text)


def test_a_greeting_is_not_answered_beside_a_wish() -> None:
    decision = decided(replace(OPENING, intent="greeting", also=(Wish("opening_hours", 0.95),)))
    assert decision.text == decided(replace(OPENING, also=())).text


def test_thanks_with_a_wish_are_not_only_noted() -> None:
    decision = decided(replace(OPENING, intent="thanks_goodbye", also=(Wish("opening_hours", 0.95),)))
    assert decision.kind == "answer"


def test_answers_with_buttons_do_not_stand_in_one_message_with_others() -> None:
    offered = {"de": Offered(options=(Option(title="Ja"),))}
    intents = {
        **PLAYBOOK.intents,
        "opening_hours": PLAYBOOK.intents["opening_hours"].model_copy(update={"choices": offered}),
    }
    assert decided(intents=intents).reason == "several"


def test_details_for_one_of_two_wishes_bring_both_to_a_person() -> None:
    said = replace(OPENING, also=(Wish("cancel_order", 0.95),))
    assert decided(said, replace(TURN, details={"order_number": "AB-1"})).reason == "gathered"
    assert decided(said).kind == "answer"


@pytest.mark.parametrize(("certainty", "language"), [(0.94, "de"), (0.95, "en")])
def test_who_wrote_german_so_far_has_to_be_clearly_english(certainty: float, language: str) -> None:
    said = replace(OPENING, language="en", language_confidence=certainty)
    situation = replace(BOT, contact_language="de")
    assert decide(TURN, said, situation, PLAYBOOK, CERTIFIED, NOW).language == language


def test_a_first_message_needs_no_such_certainty() -> None:
    said = replace(OPENING, language="en", language_confidence=0.81)
    assert decide(TURN, said, BOT, PLAYBOOK, CERTIFIED, NOW).language == "en"
