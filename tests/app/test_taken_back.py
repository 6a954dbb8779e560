"""What a customer takes back is not acted on."""

import pytest

from app.taken_back import begins_to_take_back, corrects, takes_back
from tests.talking import Talk

WHOLE = ["ach nein, doch nicht", "hat sich erledigt", "hat sich erledigt, danke!", "vergiss es", "never mind thanks"]
BEGUN = ["ach nein, doch nicht. ich behalte sie", "doch nicht stornieren"]
OTHERS = ["danke", "nein", "warum geht das nicht", "die bestellung ist noch nicht da", ""]


@pytest.mark.parametrize("text", WHOLE)
def test_a_message_that_only_takes_back_is_known(text: str) -> None:
    assert takes_back(text)


@pytest.mark.parametrize("text", BEGUN)
def test_one_that_says_more_only_begins_so(text: str) -> None:
    assert begins_to_take_back(text)
    assert not takes_back(text)


@pytest.mark.parametrize("text", OTHERS)
def test_others_take_nothing_back(text: str) -> None:
    assert not takes_back(text)
    assert not begins_to_take_back(text)


def test_a_correction_is_known_by_its_words() -> None:
    assert corrects("quatsch, das war die alte")
    assert not corrects("meine bestellungen AB-12345 und AB-77001")


def in_one_turn(talk: Talk, *texts: str) -> None:
    talk.setting("JOIN_SECONDS", "4")
    for text in texts:
        talk.writes(text, "opening_hours")
    talk.later(15)
    talk.lotse.work()


def test_a_question_that_has_settled_itself_is_not_answered(talk: Talk) -> None:
    in_one_turn(talk, "wann habt ihr offen?", "hat sich erledigt")
    assert talk.texts == []
    assert talk.timeline == [("unanswered", "withdrawn")]


def test_who_changes_their_mind_and_says_more_gets_a_person(talk: Talk) -> None:
    in_one_turn(talk, "wann habt ihr offen?", "ach nein, doch nicht. ich rufe lieber an")
    assert talk.outcomes[-1] == ("escalated", "changed_mind")


def test_alone_such_words_are_the_classifier_s(talk: Talk) -> None:
    talk.says("passt schon", "thanks_goodbye")
    assert talk.timeline == [("unanswered", "thanks_goodbye")]
