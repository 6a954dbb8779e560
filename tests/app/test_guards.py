"""What keeps Lotse from talking too much, rule by rule."""

from datetime import UTC, datetime, timedelta

import pytest

from app import guards
from app.history import History, Line
from app.playbook.rules import Limits

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LIMITS = Limits()
HOURS = "Wir sind Montag bis Freitag von neun bis achtzehn Uhr für Sie da."


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


def bot(seconds: float, text: str = HOURS, kind: str = "text") -> Line:
    return Line("bot", ago(seconds), text, kind)


def customer(seconds: float, text: str = "eine ganz andere Frage dazu") -> Line:
    return Line("customer", ago(seconds), text)


def test_an_hour_takes_so_many_messages_of_any_visit_and_no_reactions() -> None:
    nine = tuple(bot(60 * number) for number in range(9))
    assert not guards.said_too_much(History(nine), LIMITS, NOW)
    assert guards.said_too_much(History((*nine, bot(3500))), LIMITS, NOW)
    assert guards.said_too_much(History(nine, earlier=(ago(3500),)), LIMITS, NOW)
    assert not guards.said_too_much(History((*nine, bot(3700), bot(5, "👍", "reaction"))), LIMITS, NOW)


def test_the_same_again_is_what_was_said_last_unless_a_person_wrote_since() -> None:
    assert guards.is_the_same_again(History((bot(60), customer(30))), HOURS)
    assert not guards.is_the_same_again(History((bot(60), bot(30, "Anders."))), HOURS)
    assert not guards.is_the_same_again(History((bot(60), Line("person", ago(30), "Hallo"))), HOURS)
    assert guards.said_before(History((bot(60), bot(30, "Anders."))), HOURS)


def heard(*lines: Line, text: str = "eine ganz andere Frage dazu", after: float = 1) -> bool:
    """Whether a text that comes so many seconds after the last line is another machine's."""
    turn = Line("customer", lines[-1].at + timedelta(seconds=after), text)
    return guards.is_another_machine(History(lines), turn, LIMITS, NOW)


@pytest.mark.parametrize("text", [HOURS, HOURS.upper(), "Dies ist eine automatische Antwort."])
def test_our_own_words_and_a_machine_s_are_known(text: str) -> None:
    assert heard(bot(60), text=text, after=30)


def test_without_a_word_of_ours_in_the_last_hour_there_is_no_loop() -> None:
    assert not heard(customer(60), text="Dies ist eine automatische Antwort.")
    assert not heard(bot(4000), text="Dies ist eine automatische Antwort.")


def test_three_answers_in_no_time_are_a_machine_s() -> None:
    twice = (bot(60), customer(59), bot(50), customer(49), bot(40))
    assert heard(*twice)
    assert not heard(*twice[2:])
    assert not heard(*twice, after=5)
    assert not heard(*twice, text="ja")
    assert not heard(bot(60), customer(50), *twice[2:])


def test_a_person_s_line_in_between_breaks_the_chain() -> None:
    assert not heard(bot(60), customer(59), Line("person", ago(55), "Hallo"), customer(54), bot(40))


def test_whatsapp_s_whole_seconds_may_lie_a_moment_before_ours() -> None:
    twice = (bot(60), customer(60.5), bot(50), customer(50.5), bot(40))
    assert heard(*twice, after=-0.5)
    assert not heard(*twice, after=-5)
