"""What customers say first when they were asked for a detail is no failed try."""

import pytest

from app.asked_back import asks_where, will_look
from app.tables import Decision
from tests.talking import Talk
from tests.webhooks import message

LOOKS = ["Moment, ich such", "sekunde", "bin am suchen", "ich schau mal", "warte kurz", "one sec", "let me check"]
WHERE = ["wo finde ich die?", "hä welche nummer denn", "wo steht die denn?", "where do i find it", "which number?"]
OTHERS = ["ich suche eine jacke", "wo finde ich euch", "wo ist mein paket", "where is my order", "AB-12345, moment", ""]


@pytest.mark.parametrize("text", LOOKS)
def test_who_asks_for_a_moment_is_heard(text: str) -> None:
    assert will_look(text)
    assert not asks_where(text)


@pytest.mark.parametrize("text", WHERE)
def test_who_asks_where_it_stands_is_heard(text: str) -> None:
    assert asks_where(text)
    assert not will_look(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_things_are_neither(text: str) -> None:
    assert not will_look(text)
    assert not asks_where(text)


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """Lotse has just asked for the order number."""
    status = talk.lotse.playbook.intents["order_status"]
    status = status.model_copy(update={"answers": {"de": "Zu {{order_number}}.", "en": "On {{order_number}}."}})
    intents = {**talk.lotse.playbook.intents, "order_status": status}
    talk.lotse.playbook = talk.lotse.playbook.model_copy(update={"intents": intents})
    talk.says("wo bleibt mein paket", "order_status")
    talk.later(60)
    return talk


def latest(talk: Talk) -> Decision:
    return talk.lotse.decisions()[-1]


def test_lotse_waits_in_silence_and_then_understands_the_number(asked: Talk) -> None:
    for text in ("moment", "bin am suchen"):
        assert asked.says(text, "out_of_scope", 0.4) == []
        asked.later(60)
    assert asked.timeline[-1] == ("unanswered", "will_follow")
    [said] = asked.says("so, da steht AB-12345 drauf", "out_of_scope", 0.4)
    assert said.startswith("Zu AB-12345.")


def test_who_asks_where_it_stands_gets_the_question_again_whatever_it_seems_to_be(asked: Talk) -> None:
    asked.says("wo finde ich die?", "store_location")
    assert (latest(asked).kind, latest(asked).detail, latest(asked).tries) == ("ask", "order_number", 2)
    asked.says("wo steht die denn?", "store_location")
    assert asked.outcomes[-1] == ("escalated", "detail_missing")


def test_what_goes_on_with_the_sentence_before_the_question_was_no_try(asked: Talk) -> None:
    asked.later(-58)
    assert asked.says("und noch nix bekommen", "out_of_scope", 0.4) == []
    assert asked.owner == "bot"


@pytest.mark.parametrize("text", ["ach nein, doch nicht", "hat sich erledigt", "nvm"])
def test_who_takes_it_back_is_left_alone(asked: Talk, text: str) -> None:
    assert asked.says(text, "out_of_scope", 0.4) == []
    assert asked.timeline[-1] == ("unanswered", "withdrawn")
    assert asked.owner == "bot"


SPELT = [
    ("ab12345", "AB-12345"),
    ("müsste AB 12345 sein", "AB-12345"),
    ("ab 12345", "AB-12345"),
    ("AB–12345", "AB-12345"),
    ("AB - 12345", "AB-12345"),
    ("ab-12345", "AB-12345"),
    ("12345", "12345"),
    ("Bestellnummer: 20260001", "20260001"),
    ("die 4711123 glaube ich", "4711123"),
]


@pytest.mark.parametrize(("text", "number"), SPELT)
def test_the_number_is_understood_as_people_spell_it(asked: Talk, text: str, number: str) -> None:
    [said] = asked.says(text, "out_of_scope", 0.4)
    assert said.startswith(f"Zu {number}.")


@pytest.mark.parametrize("text", ["entweder 12345 oder 23456", "AB-12345 und CD-98765"])
def test_of_several_numbers_none_is_guessed(asked: Talk, text: str) -> None:
    asked.says(text, "order_status")
    assert not any((message.text or "").startswith("Zu ") for message in asked.lotse.outbound())


def test_a_number_that_is_put_right_counts(asked: Talk) -> None:
    asked.setting("JOIN_SECONDS", "4")
    for text in ("AB-77001", "quatsch, das war die alte. AB-12345"):
        asked.writes(text, "out_of_scope", 0.4)
    asked.later(10)
    asked.lotse.work()
    assert asked.texts[-1].startswith("Zu AB-12345.")


def test_another_wish_beside_the_number_is_not_overheard(asked: Talk) -> None:
    asked.says("AB-12345 bitte stornieren", "cancel_order")
    assert asked.owner == "waiting"
    assert "Zu AB" not in asked.texts[-1]


def test_who_chose_a_topic_is_asked_for_what_its_answer_needs(asked: Talk) -> None:
    asked.resolved()
    asked.lotse.classify = None
    tapped = {"type": "button_reply", "button_reply": {"id": "ask.order_status", "title": "Bestellstatus"}}
    asked.lotse.receive(message("interactive", tapped, timestamp=asked.moment))
    asked.lotse.work()
    assert latest(asked).kind == "ask"
