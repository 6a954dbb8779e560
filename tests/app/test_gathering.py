"""Details: used in answers, asked for when one is missing, and brought to people with what the customer wanted."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from app import handling
from app.playbook.model import Playbook
from app.tables import Certificate, Decision
from models.prediction import Prediction, Wish
from tests.lotse import PLAYBOOK, Lotse, predicts
from tests.webhooks import message, text_message

ORDER_STATUS = PLAYBOOK.intents["order_status"]
WITH_NUMBER = PLAYBOOK.model_copy(
    update={
        "intents": {
            **PLAYBOOK.intents,
            "order_status": ORDER_STATUS.model_copy(
                update={"answers": {"de": "Zu {{order_number}} sehen wir nach.", "en": "We look up {{order_number}}."}}
            ),
        }
    }
)
NUMBER = "AB-12345"


def unsure(texts: Any) -> list[Prediction]:
    return [Prediction("opening_hours", 0.3, "order_status", 0.2, "de", "test") for _ in texts]


def last(lotse: Lotse) -> tuple[str | None, str | None]:
    latest = lotse.inbound()[-1]
    return latest.outcome, latest.outcome_reason


def says(lotse: Lotse, text: str, classify: Any) -> None:
    lotse.classify = classify
    lotse.receive(text_message(text))
    lotse.work()


@pytest.fixture
def numbered(lotse: Lotse) -> Lotse:
    lotse.playbook = WITH_NUMBER
    return lotse


def test_a_detail_in_the_message_stands_in_the_answer(numbered: Lotse) -> None:
    says(numbered, f"wo bleibt {NUMBER}", predicts("order_status"))
    assert (numbered.outbound()[0].text or "").startswith(f"Zu {NUMBER} sehen wir nach.")


def test_a_missing_detail_is_asked_for_and_understood_in_any_words(numbered: Lotse) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    assert last(numbered) == ("asked", None)
    assert (numbered.outbound()[0].text or "").startswith(PLAYBOOK.ask["order_number"]["de"])
    assert (numbered.outbound()[0].text or "").endswith(PLAYBOOK.footer["de"])

    says(numbered, f"ach so, moment... {NUMBER} steht da", unsure)
    assert last(numbered) == ("answered", None)
    assert (numbered.outbound()[1].text or "").startswith(f"Zu {NUMBER} sehen wir nach.")
    assert (numbered.decisions()[-1].intent, numbered.decisions()[-1].model_version) == ("order_status", "details")


def test_a_number_that_comes_alone_belongs_to_the_question_for_it_whatever_was_said_in_between(numbered: Lotse) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    says(numbered, "habt ihr samstag offen?", predicts("opening_hours"))
    says(numbered, f"hier: {NUMBER}", unsure)
    assert (numbered.outbound()[-1].text or "").startswith(f"Zu {NUMBER} sehen wir nach.")


def test_a_number_in_another_question_is_that_question_s(numbered: Lotse) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    says(numbered, "habt ihr samstag offen?", predicts("opening_hours"))
    says(numbered, f"kann ich {NUMBER} noch zurückgeben", predicts("return_item"))
    assert numbered.decisions()[-1].intent == "return_item"


def test_who_does_not_give_it_gets_a_person_and_is_not_asked_again(numbered: Lotse) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    says(numbered, "weiß ich nicht", unsure)
    assert last(numbered) == ("escalated", "detail_missing")
    assert numbered.decisions()[-1].detail == "order_number"
    assert len(numbered.graph.sent) == 1


@pytest.mark.parametrize("classify", [predicts("order_status"), unsure])
def test_a_detail_is_asked_for_twice_and_then_given_up_to_a_person(numbered: Lotse, classify: Any) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    says(numbered, "na meine bestellung, wo bleibt die", classify)
    assert last(numbered) == ("asked", None)
    assert (numbered.outbound()[1].text or "").startswith(PLAYBOOK.again["de"])

    says(numbered, "die mit den schuhen", classify)
    assert last(numbered)[0] == "escalated"
    assert len(numbered.graph.sent) == 2


def test_a_detail_is_understood_at_the_second_try(numbered: Lotse) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    says(numbered, "die mit den schuhen", unsure)
    says(numbered, f"jetzt hab ich sie, {NUMBER}", unsure)
    assert last(numbered) == ("answered", None)
    assert (numbered.outbound()[2].text or "").startswith(f"Zu {NUMBER} sehen wir nach.")


def test_who_asks_something_else_meanwhile_gets_an_answer(numbered: Lotse) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    says(numbered, "habt ihr samstag offen", predicts("opening_hours"))
    assert last(numbered) == ("answered", None)


def test_without_a_text_to_ask_for_it_a_person_gets_it(numbered: Lotse) -> None:
    numbered.playbook = WITH_NUMBER.model_copy(update={"ask": {}})
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    assert last(numbered) == ("escalated", "variable_missing")


def test_an_answer_asks_for_details_and_what_comes_goes_to_the_people_for_it(lotse: Lotse) -> None:
    says(lotse, "bitte stornieren", predicts("cancel_order"))
    assert last(lotse) == ("answered", None)

    says(lotse, f"die nummer ist {NUMBER}", predicts("opening_hours"))
    assert last(lotse) == ("escalated", "gathered")
    assert lotse.decisions()[-1].detail == "cancel_order"
    assert lotse.conversation().team == PLAYBOOK.intents["cancel_order"].team


@pytest.mark.parametrize("classify", [unsure, predicts("out_of_scope"), predicts("product_advice"), None])
def test_what_is_not_understood_after_such_an_answer_belongs_to_it(lotse: Lotse, classify: Any) -> None:
    says(lotse, "der mixer kam zerbrochen an", predicts("damaged_or_wrong_item"))
    says(lotse, "hab ich am montag gekauft, so blau", classify)
    assert last(lotse) == ("escalated", "gathered")
    assert lotse.conversation().team == PLAYBOOK.intents["damaged_or_wrong_item"].team


def test_a_photo_that_was_asked_for_comes_to_the_same_people(lotse: Lotse) -> None:
    says(lotse, "der mixer kam zerbrochen an", predicts("damaged_or_wrong_item"))
    lotse.receive(message("image", {"id": "4711", "mime_type": "image/jpeg", "sha256": "x"}))
    lotse.work()
    assert last(lotse) == ("escalated", "gathered")


def test_another_certain_wish_after_such_an_answer_is_answered(lotse: Lotse) -> None:
    says(lotse, "bitte stornieren", predicts("cancel_order"))
    says(lotse, "habt ihr samstag offen", predicts("opening_hours"))
    assert last(lotse) == ("answered", None)


def test_thanks_after_such_an_answer_bother_nobody(lotse: Lotse) -> None:
    says(lotse, "bitte stornieren", predicts("cancel_order"))
    says(lotse, "ok danke", predicts("thanks_goodbye"))
    assert last(lotse) == ("noted", "thanks_goodbye")


def test_who_wrote_all_details_at_once_is_not_asked_for_them(lotse: Lotse) -> None:
    says(lotse, f"bitte {NUMBER} stornieren", predicts("cancel_order"))
    assert last(lotse) == ("escalated", "gathered")
    assert not lotse.graph.sent


@pytest.mark.parametrize("locked", ["contract_cancellation", "privacy_request", "complaint"])
def test_a_detail_hides_nothing_that_people_have_to_see(numbered: Lotse, locked: str) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    says(numbered, f"{NUMBER}. und außerdem beende ich alles bei euch", predicts(locked, confidence=0.6))
    assert last(numbered) == ("escalated", "several")


def test_a_tap_hides_nothing_that_was_said_before_it(lotse: Lotse) -> None:
    lotse.classify = predicts("privacy_request", confidence=0.6)
    chosen = {"type": "button_reply", "button_reply": {"id": "ask.opening_hours", "title": "Öffnungszeiten"}}
    lotse.receive(text_message("ich verlange die löschung meiner daten"))
    lotse.receive(text_message("", type="interactive", interactive=chosen))
    lotse.work()
    assert last(lotse) == ("escalated", "several")


def test_a_second_detail_is_not_asked_for_but_goes_to_a_person(numbered: Lotse) -> None:
    both = {"de": "{{order_number}} nach {{postcode}}.", "en": "{{order_number}} to {{postcode}}."}
    status = WITH_NUMBER.intents["order_status"].model_copy(update={"answers": both})
    ask = {**PLAYBOOK.ask, "postcode": {"de": "Ihre Postleitzahl?", "en": "Your postcode?"}}
    changes = {"intents": {**PLAYBOOK.intents, "order_status": status}, "ask": ask}
    numbered.playbook = PLAYBOOK.model_copy(update=changes)
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    says(numbered, NUMBER, unsure)
    assert last(numbered) == ("escalated", "variable_missing")
    assert len(numbered.graph.sent) == 1


def test_beside_a_second_wish_nothing_is_asked_for(numbered: Lotse) -> None:
    both = Prediction("opening_hours", 0.99, None, 0.0, "de", "test", also=(Wish("order_status", 0.99),))
    says(numbered, "habt ihr offen und wo bleibt meine bestellung", lambda texts: [both for _ in texts])
    assert last(numbered) == ("escalated", "variable_missing")


def test_what_was_asked_long_ago_is_forgotten(numbered: Lotse) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    with numbered.sessions.begin() as session:
        session.execute(update(Decision).values(created_at=Decision.created_at - timedelta(hours=13)))
    says(numbered, f"{NUMBER} ist zerbrochen", unsure)
    assert last(numbered) == ("escalated", "unsure")


def test_what_was_asked_is_forgotten_once_people_came(numbered: Lotse) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    person = numbered.person()
    numbered.change(lambda session, conversation: handling.take(session, conversation, person))
    numbered.change(lambda session, conversation: handling.resolve(session, conversation, person))
    says(numbered, f"{NUMBER} ist zerbrochen", unsure)
    assert last(numbered) == ("escalated", "unsure")


def test_the_business_s_own_facts_are_not_replaced_by_a_customer_s(lotse: Lotse) -> None:
    facts = {**PLAYBOOK.business, "phone": {"de": "030 1234567", "en": "030 1234567"}}
    status = ORDER_STATUS.model_copy(update={"answers": {"de": "Anrufen: {{phone}}", "en": "Call {{phone}}"}})
    changes = {"business": facts, "intents": {**PLAYBOOK.intents, "order_status": status}}
    lotse.playbook = PLAYBOOK.model_copy(update=changes)
    says(lotse, "wo bleibt mein paket, meine nummer ist 0171 5550000", predicts("order_status"))
    assert (lotse.outbound()[0].text or "").startswith("Anrufen: 030 1234567")


@pytest.mark.parametrize("place", ["D-80331 München", "CH-8001 Zürich", "A-1010 Wien"])
def test_a_postcode_is_no_order_number(lotse: Lotse, place: str) -> None:
    says(lotse, f"bitte stornieren, ich wohne in {place}", predicts("cancel_order"))
    assert last(lotse) == ("answered", None)


def test_the_wish_for_a_person_wins_over_details(numbered: Lotse) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    says(numbered, f"{NUMBER}, und ich will mit einem menschen reden", unsure)
    assert last(numbered) == ("escalated", "wants_person")


def test_an_uncertified_intent_is_not_answered_only_because_the_detail_came(numbered: Lotse) -> None:
    says(numbered, "wo bleibt meine bestellung", predicts("order_status"))
    with numbered.sessions.begin() as session:
        session.execute(delete(Certificate).where(Certificate.intent == "order_status"))
    says(numbered, NUMBER, unsure)
    assert last(numbered) == ("escalated", "not_certified")


def test_a_playbook_that_wants_details_nobody_can_find_is_refused() -> None:
    given = PLAYBOOK.model_dump()
    given["intents"]["cancel_order"]["collects"] = ("shoe_size",)
    with pytest.raises(ValueError, match="shoe_size"):
        Playbook.model_validate(given)
    with pytest.raises(ValueError, match=r"ask\.order_number needs a text in German"):
        Playbook.model_validate({**PLAYBOOK.model_dump(), "ask": {"order_number": {"de": "Welche?"}}})


@pytest.mark.parametrize("tries", [1, 2, 3])
def test_it_is_asked_for_as_often_as_the_setting_says(numbered: Lotse, tries: int) -> None:
    questions = numbered.playbook.rules.questions.model_copy(update={"tries": tries})
    rules = numbered.playbook.rules.model_copy(update={"questions": questions})
    numbered.playbook = numbered.playbook.model_copy(update={"rules": rules})
    says(numbered, "wo bleibt mein paket", predicts("order_status"))
    for number in range(4):
        says(numbered, f"blau oder gelb {number}", unsure)
    assert [one.outcome for one in numbered.inbound()].count("asked") == tries
