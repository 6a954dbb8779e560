"""Lotse asks once between two or three intents, and what the customer taps beats the classifier."""

from typing import Any

import pytest

from app import checks
from app.asking import NO_WISH, question, tapped
from app.tables import Message
from app.whatsapp.limits import check
from app.whatsapp.outgoing import Buttons, Choices
from models.prediction import OUT_OF_SCOPE, Prediction
from tests.lotse import PLAYBOOK, Lotse, predicts
from tests.webhooks import text_message

CERTIFIED = dict.fromkeys(PLAYBOOK.intents, 0.8)
TWO = ("opening_hours", "store_location")
THREE = (*TWO, "delivery_options")


def hesitates(*candidates: str, confidence: float = 0.5) -> Any:
    return lambda texts: [
        Prediction(candidates[0], confidence, None, 0.0, "de", "test", tuple(candidates)) for _ in texts
    ]


def tap(key: str, title: str) -> dict[str, Any]:
    return {
        "type": "interactive",
        "interactive": {"type": "button_reply", "button_reply": {"id": key, "title": title}},
    }


def test_between_two_there_are_buttons_with_a_person_among_them() -> None:
    asked = question(TWO, PLAYBOOK, CERTIFIED, "de")
    assert isinstance(asked, Buttons)
    assert [button.title for button in asked.buttons] == ["Öffnungszeiten", "Adresse, Anfahrt", "Ein Mensch"]
    assert asked.body.endswith(PLAYBOOK.footer["de"])
    assert not check(asked)


def test_between_three_there_is_a_list_with_a_person_among_them() -> None:
    asked = question(THREE, PLAYBOOK, CERTIFIED, "en")
    assert isinstance(asked, Choices)
    assert [row.title for row in asked.sections[0].rows][-1] == "A person"
    assert len(asked.sections[0].rows) == 4
    assert not check(asked)


@pytest.mark.parametrize(
    "candidates",
    [
        ("greeting", "thanks_goodbye"),
        (TWO[0], "greeting"),
        (),
        TWO[:1],
        (*THREE, "greeting"),
        (TWO[0], OUT_OF_SCOPE),
        (TWO[0], "no_such_intent"),
    ],
)
def test_with_fewer_or_more_or_unknown_ones_there_is_nothing_to_ask(candidates: tuple[str, ...]) -> None:
    assert question(candidates, PLAYBOOK, CERTIFIED, "de") is None


def test_when_a_person_gets_it_whatever_they_tap_nobody_is_asked() -> None:
    assert question(("complaint", "privacy_request"), PLAYBOOK, CERTIFIED, "de") is None
    assert question(TWO, PLAYBOOK, {}, "de") is None


def test_every_intent_of_the_starter_fits_a_button_in_both_languages() -> None:
    for name in set(PLAYBOOK.intents) - {*NO_WISH, "opening_hours"}:
        for language in ("de", "en"):
            asked = question(("opening_hours", name), PLAYBOOK, CERTIFIED, language)
            assert asked is not None, name
            assert not check(asked)


def test_only_our_own_question_can_be_answered_by_a_tap() -> None:
    assert tapped({"id": "ask.opening_hours"}, PLAYBOOK) is not None
    assert tapped({"id": "opening_hours.1"}, PLAYBOOK) is None
    assert tapped({"id": "ask.no_such_intent"}, PLAYBOOK) is None
    assert tapped({}, PLAYBOOK) is None


def test_a_tap_is_answered_at_once(lotse: Lotse) -> None:
    lotse.classify = hesitates(*TWO)
    lotse.receive(text_message("und samstag bei euch?"))
    lotse.work()
    assert lotse.inbound()[0].outcome == "asked"
    assert len(lotse.graph.sent) == 1

    lotse.classify = predicts("complaint", 0.9)  # the words of a button say little; the tap says all
    lotse.receive(text_message("", **tap("ask.opening_hours", "Öffnungszeiten")))
    lotse.work()
    answered = lotse.inbound()[1]
    assert (answered.outcome, answered.text) == ("answered", "Öffnungszeiten")
    assert PLAYBOOK.business["opening_hours"]["de"] in (lotse.outbound()[1].text or "")
    assert lotse.decisions()[-1].model_version == "tap"


def test_a_tap_on_a_person_brings_one(lotse: Lotse) -> None:
    lotse.classify = hesitates(*TWO)
    lotse.receive(text_message("und samstag bei euch?"))
    lotse.work()
    lotse.receive(text_message("", **tap("ask.human_agent", "Ein Mensch")))
    lotse.work()
    assert (lotse.inbound()[1].outcome, lotse.inbound()[1].outcome_reason) == ("escalated", "wants_person")
    assert lotse.conversation().owner == "waiting"


def test_nobody_is_asked_twice_in_a_row(lotse: Lotse) -> None:
    lotse.classify = hesitates(*TWO)
    for _ in range(2):
        lotse.receive(text_message("na das halt"))
        lotse.work()
    assert [message.outcome for message in lotse.inbound()] == ["asked", "escalated"]
    assert lotse.inbound()[1].outcome_reason == "unsure"
    assert len(lotse.graph.sent) == 1


def test_after_an_answer_they_may_be_asked_again(lotse: Lotse) -> None:
    lotse.classify = hesitates(*TWO)
    lotse.receive(text_message("und samstag?"))
    lotse.work()
    lotse.classify = predicts("opening_hours")
    lotse.receive(text_message("wann habt ihr auf"))
    lotse.work()
    lotse.classify = hesitates(*TWO)
    lotse.receive(text_message("und sonst so"))
    lotse.work()
    assert [message.outcome for message in lotse.inbound()] == ["asked", "answered", "asked"]


def test_nobody_is_asked_while_people_have_it(lotse: Lotse) -> None:
    lotse.receive(text_message("ich will mit einem menschen reden"))
    lotse.work()
    lotse.classify = hesitates(*TWO)
    lotse.receive(text_message("und samstag?"))
    lotse.work()
    assert lotse.inbound()[1].outcome == "escalated"
    assert not lotse.graph.sent


def test_a_tap_is_no_sample(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    """The classifier did not decide it."""
    monkeypatch.setattr(checks, "is_drawn", lambda message_id: True)
    lotse.receive(text_message("", **tap("ask.opening_hours", "Öffnungszeiten")))
    lotse.work()
    with lotse.sessions() as session:
        assert checks.number_waiting(session, 10) == 0
        assert session.get_one(Message, 1).outcome == "answered"
