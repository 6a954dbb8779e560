"""P7: every automatic message leaves a way to a person, and the wish for one beats the classifier."""

from typing import Any

import pytest

from app.handover import SENTENCES
from app.person_wish import asks_for_a_person
from models.prediction import Prediction
from tests.lotse import PLAYBOOK, TALKING, Lotse, predicts
from tests.webhooks import text_message

WISHES = [
    "ich will mit einem menschen reden",
    "Mensch",
    "mensch bitte!",
    "Kann ich bitte mit jemandem sprechen?",
    "verbinden Sie mich mit einem Mitarbeiter",
    "gibt's da auch echte menschen??",
    "kein bot bitte",
    "human",
    "can i talk to a real person pls",
    "I want to speak with someone from your team",
    "agent",
]
NOT_WISHES = [
    "moin, wo bleibt meine bestellung 4711??",
    "mensch ist das schön geworden, danke",
    "euer mitarbeiter hat mir das falsche rad gegeben",
    "do you ship to austria",
    "ich spreche leider kein englisch",
]


@pytest.mark.parametrize("text", WISHES)
def test_the_wish_for_a_person_beats_a_classifier_that_is_sure_of_something_else(lotse: Lotse, text: str) -> None:
    lotse.receive(text_message(text))
    lotse.work()

    assert lotse.graph.sent == []
    assert lotse.conversation().reason == "wants_person"


@pytest.mark.parametrize("text", NOT_WISHES)
def test_other_messages_are_not_taken_for_that_wish(text: str) -> None:
    assert not asks_for_a_person(text)


AUTOMATIC = [
    (name, language)
    for name, intent in PLAYBOOK.intents.items()
    for language in intent.answers
    if intent.autonomy == "auto"
]


@pytest.mark.parametrize(("intent", "language"), AUTOMATIC)
def test_every_automatic_answer_says_how_to_reach_a_person_in_words_that_work(
    lotse: Lotse, intent: str, language: str
) -> None:
    lotse.classify = predicts(intent, language=language)
    lotse.receive(text_message("wie ist das bei euch?"))
    lotse.work()

    [sent] = lotse.graph.sent
    assert lotse.decisions()[0].intent == intent
    assert PLAYBOOK.disclosure["de" if language == "de" else "en"] in sent["text"]
    word = "Mensch" if language == "de" else "human"
    assert word in sent["text"]
    assert asks_for_a_person(word)


def test_the_first_automatic_message_says_that_a_machine_writes_and_no_other_one_does(lotse: Lotse) -> None:
    for intent in ("store_location", "payment_methods", "opening_hours"):
        lotse.classify = predicts(intent)
        lotse.receive(text_message("und wie ist das bei euch?"))
        lotse.work()

    said = [sent["text"] for sent in lotse.graph.sent]
    assert [PLAYBOOK.disclosure["de"] in text for text in said] == [True, False, False]
    assert [message.discloses for message in lotse.outbound()] == [True, False, False]


def between(*intents: str, confidence: float = 0.4) -> Any:
    """A classifier that hesitates between those."""
    said = Prediction(intents[0], confidence, intents[1], 0.3, "de", "test", intents)
    return lambda texts: [said for _ in texts]


def test_a_question_with_buttons_has_one_for_a_person_and_says_that_a_machine_writes(lotse: Lotse) -> None:
    lotse.playbook, lotse.classify = TALKING, between("opening_hours", "store_location")
    lotse.receive(text_message("wann und wo?"))
    lotse.work()

    [sent] = lotse.graph.sent
    asked = sent["body"]["interactive"]
    assert TALKING.person["de"] in [button["reply"]["title"] for button in asked["action"]["buttons"]]
    assert TALKING.disclosure["de"] in asked["body"]["text"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ich will mit einem menschen reden", "opening_hours"),
        ("unverschämt", "complaint"),
        ("ich widerrufe", "contract_cancellation"),
        ("irgendwas", "out_of_scope"),
    ],
)
def test_a_closing_sentence_brings_a_person_and_says_that_a_machine_writes(
    lotse: Lotse, text: str, intent: str
) -> None:
    lotse.playbook, lotse.classify = TALKING, predicts(intent)
    lotse.receive(text_message(text))
    lotse.work()

    [sent] = lotse.graph.sent
    assert "Person" in sent["text"]
    assert sent["text"].endswith(TALKING.disclosure["de"])
    assert lotse.conversation().owner == "waiting"


def test_every_closing_sentence_says_that_a_person_comes() -> None:
    assert all("person" in text.lower() for name in SENTENCES.values() for text in TALKING.handover[name].values())


@pytest.mark.parametrize("owner", ["bot", "resolved"])
def test_a_person_is_reached_from_wherever_lotse_speaks(lotse: Lotse, owner: str) -> None:
    lotse.playbook = TALKING
    lotse.receive(text_message("habt ihr offen?"))
    lotse.work()
    lotse.change(lambda session, conversation: setattr(conversation, "owner", owner))
    lotse.receive(text_message("mensch bitte"))
    lotse.work()
    assert (lotse.conversation().owner, lotse.conversation().reason) == ("waiting", "wants_person")
