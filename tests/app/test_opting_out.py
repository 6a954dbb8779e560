"""Who wants no more messages is told once that it is so, and gets only answers then."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select

from app import checks, pausing
from app.tables import Certificate, Check
from models.prediction import Wish
from tests.talking import Talk, meaning
from tests.webhooks import message


@pytest.fixture
def confirmation(talk: Talk) -> str:
    return talk.lotse.playbook.intents["opt_out"].answers["de"]


def is_kept(talk: Talk) -> bool:
    return talk.contact.opted_out_at is not None


def test_it_is_confirmed_once_and_kept_on_the_contact(talk: Talk, confirmation: str) -> None:
    [said] = talk.says("STOP", "out_of_scope")
    assert said.startswith(confirmation)
    assert is_kept(talk)
    assert talk.contact.stop_confirmed_at is not None
    assert talk.timeline == [("opted_out", None)]

    assert talk.says("abmelden", "out_of_scope") == []
    assert talk.outcomes == [("answered", None), ("noted", "opt_out")]
    assert talk.owner == "bot"


def test_freer_words_are_the_classifier_s(talk: Talk, confirmation: str) -> None:
    [said] = talk.says("das nervt, verschont mich künftig mit eurem kram", "opt_out")
    assert said.startswith(confirmation)
    assert is_kept(talk)
    assert talk.says("ich sagte doch, verschont mich", "opt_out") == []
    assert talk.outcomes[-1] == ("noted", "opt_out")


def test_beside_another_wish_it_is_confirmed_and_kept_too(talk: Talk, confirmation: str) -> None:
    talk.lotse.classify = meaning("opening_hours", also=(Wish("opt_out", 0.99),))
    [said] = talk.says("habt ihr samstag offen, und verschont mich mit eurem kram")
    assert "Montag bis Freitag" in said
    assert confirmation in said
    assert is_kept(talk)


def test_then_only_what_they_ask_is_answered(talk: Talk) -> None:
    talk.says("STOP", "opt_out")
    [answer] = talk.says("habt ihr samstag offen?", "opening_hours")
    assert "Montag bis Freitag" in answer
    assert is_kept(talk)


def test_days_and_people_later_it_still_holds(talk: Talk) -> None:
    talk.says("STOP", "opt_out")
    talk.resolved()
    talk.hours_later(50)
    assert talk.says("STOP", "opt_out") == []
    assert is_kept(talk)


def test_start_takes_it_back_and_is_not_answered(talk: Talk) -> None:
    talk.says("STOP", "opt_out")
    assert talk.says("START", "out_of_scope") == []

    assert not is_kept(talk)
    assert talk.contact.stop_confirmed_at is None
    assert talk.outcomes[-1] == ("noted", "opted_in")
    assert talk.timeline == [("opted_out", None), ("opted_in", None), ("unanswered", "opted_in")]


def test_who_never_opted_out_takes_nothing_back(talk: Talk) -> None:
    talk.says("START", "out_of_scope")
    assert ("opted_in", None) not in talk.timeline


def test_it_is_known_by_its_own_intent_and_nobody_is_to_check_the_classifier_by_it(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "is_drawn", lambda message_id: True)
    talk.says("STOP", "opening_hours")
    assert talk.lotse.decisions()[-1].intent == "opt_out"
    with talk.lotse.sessions() as session:
        assert session.scalars(select(Check)).all() == []


def test_it_needs_no_classifier(talk: Talk, confirmation: str) -> None:
    talk.lotse.classify = None
    [said] = talk.says("STOP")
    assert said.startswith(confirmation)


def test_it_needs_no_certificate(talk: Talk, confirmation: str) -> None:
    with talk.lotse.sessions.begin() as session:
        session.execute(delete(Certificate))
    [said] = talk.says("STOP", "out_of_scope")
    assert said.startswith(confirmation)


def pause(talk: Talk) -> None:
    with talk.lotse.sessions.begin() as session:
        pausing.pause(session, talk.anna, "falsche Texte", talk.lotse.inbound()[0].stored_at)


@pytest.mark.parametrize("held", [Talk.taken, pause])
@pytest.mark.parametrize(
    ("text", "intent"), [("STOP", "out_of_scope"), ("das nervt, verschont mich künftig mit eurem kram", "opt_out")]
)
def test_while_lotse_may_not_speak_it_is_kept_in_silence(
    talk: Talk, held: Callable[[Talk], None], text: str, intent: str
) -> None:
    talk.says("danke", "thanks_goodbye")
    held(talk)
    assert talk.says(text, intent) == []

    assert is_kept(talk)
    assert talk.contact.stop_confirmed_at is None
    assert talk.outcomes[-1][0] == "escalated"


def test_what_could_not_be_confirmed_then_is_confirmed_when_they_say_it_again(talk: Talk, confirmation: str) -> None:
    talk.says("danke", "thanks_goodbye")
    talk.taken()
    talk.says("STOP", "opt_out")
    talk.handed_back()
    [said] = talk.says("STOP", "opt_out")
    assert said.startswith(confirmation)
    assert talk.timeline.count(("opted_out", None)) == 1


@pytest.mark.parametrize("rest", ["ihr nervt", "habt ihr samstag offen?", "hallo??"])
def test_the_word_counts_beside_other_messages_of_the_same_turn(talk: Talk, rest: str) -> None:
    talk.setting("JOIN_SECONDS", "4")
    talk.writes("STOP")
    talk.writes(rest, "opening_hours")
    talk.later(10)
    talk.lotse.work()
    assert is_kept(talk)


def in_one_turn(talk: Talk, *texts: str) -> list[str]:
    """What Lotse sends to messages that come one upon the other; the last of them says what the classifier hears."""
    before = len(talk.texts)
    talk.setting("JOIN_SECONDS", "4")
    for text in texts:
        talk.writes(text)
    talk.later(15)
    talk.lotse.work()
    return talk.texts[before:]


@pytest.mark.parametrize("texts", [("STOP", "habt ihr samstag offen?"), ("habt ihr samstag offen?", "STOP")])
def test_beside_a_question_it_is_confirmed_with_the_answer(
    talk: Talk, confirmation: str, texts: tuple[str, str]
) -> None:
    read = talk.reads("opening_hours")
    [said] = in_one_turn(talk, *texts)

    assert read == ["habt ihr samstag offen?"]
    assert said.startswith(f"{confirmation}\n\nWir sind für Sie da: Montag bis Freitag")
    assert is_kept(talk)
    assert talk.says("STOP") == []


def test_beside_something_for_people_it_is_confirmed_with_the_closing_sentence(talk: Talk, confirmation: str) -> None:
    talk.reads("complaint")
    [said] = in_one_turn(talk, "STOP", "so eine frechheit, drei wochen zu spät")

    assert said.startswith(confirmation)
    assert talk.outcomes[-1] == ("escalated", "locked")
    assert talk.contact.stop_confirmed_at is not None


def test_beside_a_picture_people_have_to_look_at_that(talk: Talk, confirmation: str) -> None:
    talk.setting("JOIN_SECONDS", "4")
    talk.writes("STOP")
    talk.lotse.receive(message("image", {"id": "1", "mime_type": "image/jpeg"}, timestamp=talk.moment))
    talk.later(15)
    talk.lotse.work()
    assert talk.outcomes[-1] == ("escalated", "unreadable")
    assert is_kept(talk)
    assert talk.texts[-1].startswith(confirmation)


def test_who_takes_the_conversation_first_leaves_it_unconfirmed(talk: Talk, confirmation: str) -> None:
    talk.writes("STOP")
    talk.lotse.triage()
    talk.taken()
    assert talk.says("nix da") == []
    assert is_kept(talk)
    assert talk.contact.stop_confirmed_at is None

    talk.handed_back()
    assert talk.says("STOP")[-1].startswith(confirmation)


def test_said_in_two_ways_in_one_turn_it_is_confirmed_once(talk: Talk, confirmation: str) -> None:
    talk.setting("JOIN_SECONDS", "4")
    for text in ("hallo", "STOP", "keine Nachrichten mehr"):
        talk.writes(text, "out_of_scope")
    talk.later(10)
    talk.lotse.work()

    assert len(talk.texts) == 1
    assert talk.texts[0].startswith(confirmation)


@pytest.mark.parametrize(("texts", "kept"), [(("STOP", "START"), False), (("START", "STOP"), True)])
def test_of_two_words_in_one_turn_the_last_counts(talk: Talk, texts: tuple[str, str], kept: bool) -> None:
    talk.says("STOP", "opt_out")
    talk.setting("JOIN_SECONDS", "4")
    for text in texts:
        talk.writes(text, "out_of_scope")
    talk.later(10)
    talk.lotse.work()
    assert is_kept(talk) is kept


def test_a_stop_about_something_else_keeps_nothing(talk: Talk) -> None:
    talk.says("stop, warten Sie, die Bestellung ist falsch", "cancel_order")
    assert not is_kept(talk)


def test_an_unsure_classifier_keeps_nothing(talk: Talk) -> None:
    talk.says("das nervt", "opt_out", confidence=0.5)
    assert not is_kept(talk)
