"""P7: every automatic message leaves a way to a person, and the wish for one beats the classifier."""

import pytest

from app.person_wish import asks_for_a_person
from tests.lotse import PLAYBOOK, Lotse, predicts
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
    lotse.receive(text_message("eine frage"))
    lotse.work()

    [sent] = lotse.graph.sent
    word = "Mensch" if language == "de" else "human"
    assert word in sent["text"]
    assert asks_for_a_person(word)
