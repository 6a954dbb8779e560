"""A conversation begins anew when it was resolved, or after a day of silence: then all is said as to somebody new."""

from collections.abc import Callable

import pytest

from tests.talking import Talk

ANSWER = "Wir sind für Sie da: Montag bis Freitag"


def a_day_passes(talk: Talk) -> None:
    talk.hours_later(25)


def says_machine(talk: Talk, text: str) -> bool:
    return talk.lotse.playbook.disclosure["de"] in text


def test_the_first_message_says_that_a_machine_writes_and_the_second_does_not(talk: Talk) -> None:
    [first] = talk.says("habt ihr offen?", "opening_hours")
    [second] = talk.says("und wo seid ihr?", "store_location")

    assert (says_machine(talk, first), says_machine(talk, second)) == (True, False)
    assert [message.discloses for message in talk.lotse.outbound()] == [True, False]
    footer = talk.lotse.playbook.footer["de"]
    assert first.endswith(footer)
    assert second.endswith(footer)


def test_once_it_was_resolved_it_is_said_again(talk: Talk) -> None:
    talk.says("habt ihr offen?", "opening_hours")
    talk.resolved()
    [again] = talk.says("und wo seid ihr?", "store_location")

    assert says_machine(talk, again)
    assert talk.owner == "bot"
    assert ("reopened", "customer_wrote") in talk.timeline


@pytest.mark.parametrize(("hours", "anew"), [(23.9, False), (24.1, True)])
def test_after_a_day_of_silence_it_is_said_again(talk: Talk, hours: float, anew: bool) -> None:
    talk.says("habt ihr offen?", "opening_hours")
    talk.hours_later(hours)
    [again] = talk.says("und wo seid ihr?", "store_location")
    assert says_machine(talk, again) is anew


def test_who_writes_every_day_is_not_told_every_day(talk: Talk) -> None:
    told = []
    for intent in ("opening_hours", "store_location", "payment_methods"):
        told += [says_machine(talk, text) for text in talk.says(f"frage zu {intent}", intent)]
        talk.hours_later(20)
    assert told == [True, False, False]


@pytest.mark.parametrize("ends", [Talk.resolved, a_day_passes])
def test_in_a_new_visit_the_same_answer_is_no_repetition(talk: Talk, ends: Callable[[Talk], None]) -> None:
    talk.says("habt ihr offen?", "opening_hours")
    ends(talk)
    [again] = talk.says("habt ihr offen?", "opening_hours")

    assert again.startswith(ANSWER)
    assert talk.outcomes[-1] == ("answered", None)


@pytest.mark.parametrize("ends", [Talk.resolved, a_day_passes])
def test_in_a_new_visit_a_greeting_is_answered_again(talk: Talk, ends: Callable[[Talk], None]) -> None:
    talk.says("hallo", "greeting")
    talk.says("habt ihr offen?", "opening_hours")
    ends(talk)
    [again] = talk.says("guten tag", "greeting")
    assert again.startswith("Guten Tag und willkommen")


def test_what_was_said_in_a_person_s_time_is_of_the_same_visit(talk: Talk) -> None:
    talk.says("habt ihr offen?", "opening_hours")
    talk.taken()
    talk.lotse.reply("Guten Tag!")
    talk.handed_back()
    [_, again] = talk.says("und wo seid ihr?", "store_location")
    assert not says_machine(talk, again)


def test_a_sentence_that_was_never_sent_told_nobody(talk: Talk) -> None:
    talk.writes("habt ihr offen?", "opening_hours")
    talk.lotse.triage()
    talk.taken()
    talk.handed_back()
    [first] = talk.says("und wo seid ihr?", "store_location")
    assert says_machine(talk, first)


def test_what_people_write_belongs_to_the_visit_too(talk: Talk) -> None:
    talk.says("beschwerde", "complaint")
    talk.hours_later(23)
    talk.lotse.reply("Wir kümmern uns.")
    visit = talk.lotse.conversation().visit_at
    talk.hours_later(2)
    talk.says("und nun?", "complaint")
    assert talk.lotse.conversation().visit_at == visit
