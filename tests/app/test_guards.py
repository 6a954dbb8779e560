"""What keeps Lotse from talking too much: too often, the same twice, with another machine."""

from datetime import UTC, datetime, timedelta

import pytest

from app import guards
from app.history import History, Line
from app.playbook.rules import Limits
from tests.talking import Talk

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LIMITS = Limits()
HOURS = "Wir haben montags bis freitags von 9 bis 18 Uhr offen."
PLACE = "Sie finden uns in der Musterstraße 1."
TYPED = "Und wie ist das am kommenden Samstag?"


def line(by: str, before: float, text: str = TYPED, kind: str = "text") -> Line:
    """So many seconds ago."""
    return Line(by, NOW - timedelta(seconds=before), text, kind)


def said(*lines: Line) -> History:
    return History(lines, spoken=tuple(line.at for line in lines if line.by == "bot" and line.kind == "text"))


def test_the_tenth_message_of_an_hour_is_the_last() -> None:
    nine = [line("bot", 60 * number, HOURS) for number in range(9, 0, -1)]
    assert not guards.said_too_much(said(*nine), LIMITS, NOW)
    assert guards.said_too_much(said(*nine, line("bot", 1, PLACE)), LIMITS, NOW)


def test_what_was_said_more_than_an_hour_ago_does_not_count() -> None:
    ten = [line("bot", 3600 + number, HOURS) for number in range(10, 0, -1)]
    assert not guards.said_too_much(said(*ten), LIMITS, NOW)


@pytest.mark.parametrize(("by", "kind"), [("person", "text"), ("customer", "text"), ("bot", "reaction")])
def test_people_s_messages_and_reactions_do_not_count(by: str, kind: str) -> None:
    assert not guards.said_too_much(said(*[line(by, 10, kind=kind)] * 20), LIMITS, NOW)


def test_the_same_again_is_what_lotse_said_last() -> None:
    history = said(line("bot", 60, HOURS), line("customer", 30))
    assert guards.is_the_same_again(history, HOURS)
    assert not guards.is_the_same_again(history, PLACE)


def test_after_something_else_it_may_be_said_again() -> None:
    assert not guards.is_the_same_again(said(line("bot", 60, HOURS), line("bot", 30, PLACE)), HOURS)


def test_after_a_person_s_word_it_may_be_said_again() -> None:
    assert not guards.is_the_same_again(said(line("bot", 60, HOURS), line("person", 30, "Gern.")), HOURS)


def test_a_reaction_between_them_changes_nothing() -> None:
    assert guards.is_the_same_again(said(line("bot", 60, HOURS), line("bot", 30, "👍", "reaction")), HOURS)


def test_who_repeats_our_words_is_a_machine() -> None:
    history = said(line("bot", 60, HOURS))
    assert guards.is_another_machine(history, line("customer", 0, HOURS.upper()), LIMITS, NOW)
    assert not guards.is_another_machine(history, line("customer", 0, "von 9 bis 18 Uhr, danke"), LIMITS, NOW)


def test_a_short_word_is_no_echo() -> None:
    assert not guards.is_another_machine(said(line("bot", 60, "Gern.")), line("customer", 0, "gern"), LIMITS, NOW)


def test_who_says_that_it_is_automatic_is_a_machine() -> None:
    text = "Dies ist eine automatische Antwort. Wir melden uns."
    assert guards.is_another_machine(said(line("bot", 60, HOURS)), line("customer", 0, text), LIMITS, NOW)


def test_several_messages_hide_no_machine_that_says_so(talk: Talk) -> None:
    talk.says("wann habt ihr offen?", "opening_hours")
    talk.setting("JOIN_SECONDS", "4")
    for text in ("Dies ist eine automatische Antwort.", "Wir melden uns."):
        talk.writes(text, "store_location")
    talk.later(15)
    talk.lotse.work()
    assert talk.outcomes[-1] == ("escalated", "loop")


def test_who_was_not_spoken_to_lately_is_no_machine_that_answers_us() -> None:
    text = "Dies ist eine automatische Antwort. Wir melden uns."
    assert not guards.is_another_machine(said(), line("customer", 0, text), LIMITS, NOW)
    assert not guards.is_another_machine(said(line("bot", 3700, HOURS)), line("customer", 0, text), LIMITS, NOW)


def exchanged(
    took: float, turns: int, text: str = TYPED, kind: str = "text", between: Line | None = None
) -> tuple[History, Line]:
    """So many answers to Lotse, each so many seconds after what it answers; the last one is the turn."""
    lines = [line("customer", 60.0 * (turns + 1) - took, text, kind)]
    for number in range(turns, 0, -1):
        asked = 60.0 * number
        lines += [line("bot", asked, HOURS), line("customer", asked - took, text, kind)]
        if between and number == 2:
            lines.append(between)
    return said(*lines[:-1]), lines[-1]


def is_loop(history: History, turn: Line) -> bool:
    return guards.is_another_machine(history, turn, LIMITS, NOW)


def test_three_answers_in_no_time_are_a_machine_and_two_are_not() -> None:
    assert is_loop(*exchanged(1, 3))
    assert not is_loop(*exchanged(1, 2))


def test_who_needs_two_seconds_may_be_a_person() -> None:
    assert not is_loop(*exchanged(2, 5))
    assert is_loop(*exchanged(1.9, 5))


@pytest.mark.parametrize(("took", "loop"), [(-0.9, True), (0, True), (-1.5, False)])
def test_in_whatsapp_s_whole_seconds_an_answer_may_seem_to_come_before_what_it_answers(took: float, loop: bool) -> None:
    assert is_loop(*exchanged(took, 3)) is loop


@pytest.mark.parametrize(("text", "kind"), [("Ja", "text"), ("AB-12345", "text"), (TYPED, "interactive")])
def test_taps_and_what_is_typed_in_a_moment_do_not_count(text: str, kind: str) -> None:
    assert not is_loop(*exchanged(1, 5, text, kind))


def test_one_slow_answer_ends_the_row() -> None:
    history, turn = exchanged(1, 4)
    slow = (*history.lines[:-2], line("customer", 61 - 31), history.lines[-1])
    assert not is_loop(History(slow), turn)


def test_a_person_s_line_in_between_ends_the_row() -> None:
    assert is_loop(*exchanged(1, 3))
    assert not is_loop(*exchanged(1, 3, between=line("person", 118, "Guten Tag")))


def test_several_messages_in_a_row_are_one_answer() -> None:
    history = said(line("bot", 60, HOURS), line("customer", 59), line("customer", 58))
    assert not guards.is_another_machine(history, line("customer", 57), LIMITS, NOW)


def test_who_writes_what_can_be_typed_in_the_time_since_their_last_message_is_no_machine() -> None:
    different = ("Wann haben Sie samstags offen?", "Und wo finde ich Sie genau?", "Kann man bei Ihnen auch parken?")
    lines = [line("customer", 20, "Guten Tag, ich habe Fragen")]
    for number, text in enumerate(different):
        lines += [line("bot", 15 - 5 * number, HOURS), line("customer", 15 - 5 * number, text)]
    assert not is_loop(said(*lines[:-1]), lines[-1])
    longer = [line(one.by, (NOW - one.at).total_seconds(), one.text * 5, one.kind) for one in lines]
    assert is_loop(said(*longer[:-1]), longer[-1])


@pytest.mark.parametrize("join_seconds", ["0", "4"])
def test_a_loop_with_another_machine_is_stopped_within_three_turns(talk: Talk, join_seconds: str) -> None:
    """It answers within the second, by WhatsApp's clock in whole seconds. Nothing more is said to it then."""
    talk.setting("JOIN_SECONDS", join_seconds)
    for number in range(6):
        intent = ("opening_hours", "store_location")[number % 2]
        talk.says(f"Für {number} Ihrer Fragen wählen Sie bitte das Menü.", intent)
        talk.later(float(join_seconds))
        talk.lotse.work()

    assert len(talk.texts) == 3
    assert talk.lotse.conversation().reason == "loop"


def test_a_machine_that_says_so_gets_no_second_word(talk: Talk) -> None:
    talk.says("habt ihr offen?", "opening_hours")
    talk.says("Vielen Dank für Ihre Nachricht! Wir melden uns so schnell wie möglich.", "out_of_scope")
    assert len(talk.texts) == 1
    assert talk.lotse.conversation().reason == "loop"


def test_the_same_answer_a_second_time_is_a_person_s(talk: Talk) -> None:
    talk.says("habt ihr offen?", "opening_hours")
    [closing] = talk.says("ja aber wann habt ihr offen", "opening_hours")

    assert talk.outcomes[-1] == ("escalated", "repeated")
    assert closing.startswith("Da komme ich allein nicht weiter; eine Person hilft Ihnen.")
    assert talk.timeline == [("escalated", "repeated")]
    assert "Montag bis Freitag" in str(talk.lotse.decisions()[-1].suggestion)


def test_after_so_many_messages_in_an_hour_people_get_it_without_another_one(talk: Talk) -> None:
    limits = talk.lotse.playbook.rules.limits.model_copy(update={"per_hour": 2})
    rules = talk.lotse.playbook.rules.model_copy(update={"limits": limits})
    talk.lotse.playbook = talk.lotse.playbook.model_copy(update={"rules": rules})
    for number, intent in enumerate(("opening_hours", "store_location", "opening_hours")):
        talk.later(20)
        talk.says(f"frage {number} zu {intent}", intent)

    assert len(talk.texts) == 2
    assert talk.outcomes[-1] == ("escalated", "too_many")


@pytest.mark.parametrize("messages", [1, 4, 11])
def test_no_more_than_ten_messages_go_out_in_an_hour_however_many_the_customer_writes(
    talk: Talk, messages: int
) -> None:
    talk.setting("JOIN_SECONDS", "4")
    for turn in range(14):
        for number in range(messages):
            talk.writes(f"teil {number} der frage {turn} von mir", ("opening_hours", "store_location")[turn % 2])
            talk.later(1)
        talk.later(100)
        talk.lotse.work()
        talk.later(20)
    assert talk.passed < 3600
    assert len(talk.texts) == 10


def test_a_flood_lets_nobody_forget_what_was_said_before(talk: Talk) -> None:
    talk.says("wann habt ihr offen", "opening_hours")
    talk.setting("JOIN_SECONDS", "4")
    for number in range(45):
        talk.writes(f"danke {number}", "thanks_goodbye")
    talk.later(100)
    talk.lotse.work()
    talk.setting("JOIN_SECONDS", "0")
    talk.says("wann habt ihr offen?", "opening_hours")
    assert talk.outcomes[-1] == ("escalated", "repeated")


@pytest.mark.parametrize("length", [600, 1200, 3000])
def test_an_answer_is_not_given_twice_however_long_it_is(talk: Talk, length: int) -> None:
    hours = talk.lotse.playbook.intents["opening_hours"]
    long = {"de": "x" * length, "en": "y" * length}
    intents = {**talk.lotse.playbook.intents, "opening_hours": hours.model_copy(update={"answers": long})}
    talk.lotse.playbook = talk.lotse.playbook.model_copy(update={"intents": intents})
    assert len(talk.says("wann habt ihr offen?", "opening_hours")) == 1
    talk.says("wann habt ihr offen bitte?", "opening_hours")
    assert talk.outcomes[-1] == ("escalated", "repeated")


def test_the_confirmation_of_an_opt_out_before_it_makes_it_no_other_answer(talk: Talk) -> None:
    talk.setting("JOIN_SECONDS", "4")
    for text in ("STOP", "wann habt ihr offen?"):
        talk.writes(text, "opening_hours")
    talk.later(60)
    talk.lotse.work()
    talk.setting("JOIN_SECONDS", "0")
    talk.says("wann habt ihr offen?", "opening_hours")
    assert talk.outcomes[-1] == ("escalated", "repeated")


def test_handed_back_a_slow_question_is_no_loop_again(talk: Talk) -> None:
    for number in range(4):
        talk.says(f"Vielen Dank für Ihre Nachricht {number} an uns", ("opening_hours", "store_location")[number % 2])
    assert talk.outcomes[-1] == ("escalated", "loop")
    talk.handed_back()
    talk.later(300)
    assert len(talk.says("wo genau ist euer laden?", "store_location")) == 1


def test_bursts_that_begin_right_after_each_answer_are_a_person(talk: Talk) -> None:
    talk.setting("JOIN_SECONDS", "4")
    for turn in range(4):
        for number in range(3):
            talk.writes(f"teil {number} der frage {turn} von mir", ("opening_hours", "store_location")[turn % 2])
            talk.later(1)
        talk.later(20)
        talk.lotse.work()
    assert [outcome for outcome in talk.outcomes if outcome[0] != "joined"] == [("answered", None)] * 4
