"""The checker finds what is stuck, what must never be done, and how long customers waited."""

import pytest

from tests.faults.checker import Report, check
from tests.faults.checks.waits import Wait
from tests.faults.history import Event, Held, Reported, Stuck
from tests.faults.judgement import Expected, offences
from tests.faults.made_up import answer, history, judged, rows, stored, took, wrote


def test_what_is_stuck_is_told() -> None:
    assert check(history([], []), rows([], [], stuck=[Stuck("messages", 1, "sending")])).stuck


def test_what_failed_and_nobody_was_told_of_is_stuck() -> None:
    people = [Event(1, "escalated", 2002.0)]

    assert judged(stored(1), [answer(1, status="failed")], [], events=people).stuck
    assert judged(stored(1), [answer(1, status="failed", told_at=2002.0)], [], events=people).stuck == []


@pytest.mark.parametrize("stands", ["unknown", "sent", "failed", "cancelled"])
def test_a_message_that_is_behind_what_meta_reported_is_stuck(stands: str) -> None:
    seen = history([wrote(1)], [took(1)], reported=[Reported("out1", "delivered"), Reported("out1", "sent")])
    found = rows([stored(1, owner="waiting")], [answer(1, status=stands, told_at=2002.0)])

    assert check(seen, found).stuck == [f"message 101: {stands}, though Meta reported delivered"]


def test_a_message_may_be_further_than_what_meta_reported() -> None:
    seen = history([wrote(1)], [took(1)], reported=[Reported("out1", "sent")])

    assert check(seen, rows([stored(1)], [answer(1, status="read")])).stuck == []


def test_an_answer_to_somebody_else_is_wrong() -> None:
    assert judged(stored(1), [answer(1)], [took(1, recipient="492")]).wrong == ["c1: sent to 492 instead of 491"]


def test_an_answer_after_more_than_an_hour_is_wrong() -> None:
    assert judged(stored(1), [answer(1)], [took(1, at=1001.0 + 3599)]).wrong == []
    assert judged(stored(1), [answer(1)], [took(1, at=1001.0 + 3601)]).wrong
    assert judged(stored(1), [answer(1, author="agent")], [took(1, at=1001.0 + 3601)]).wrong == []
    to_people = stored(1, outcome="escalated", decided_as="escalate", owner="waiting")
    assert judged(to_people, [answer(1)], [took(1, at=1001.0 + 3601)]).wrong == []  # an apology


def test_an_automatic_answer_over_a_person_is_wrong() -> None:
    def seen(*held: Held) -> Report:
        return check(history([wrote(1)], [took(1)], held=[*held]), rows([stored(1)], [answer(1)]))

    assert seen(Held(1, since=1999.0)).wrong == ["c1: an automatic answer over a person"]
    assert seen(Held(1, since=1999.0, until=2001.5)).wrong == []  # the bot may answer again
    assert seen(Held(1, since=2001.8)).wrong == []  # it was on its way
    assert seen(Held(2, since=1999.0)).wrong == []


def test_to_be_told_of_people_after_one_has_taken_the_conversation_is_wrong() -> None:
    told = rows([stored(1, outcome="escalated", decided_as="escalate", owner="agent")], [answer(1)])

    over = check(history([wrote(1)], [took(1)], held=[Held(1, since=1999.0)]), told)
    assert over.wrong == ["c1: an automatic answer over a person"]
    before = check(history([wrote(1)], [took(1)], held=[Held(1, since=2002.0)]), told)
    assert before.wrong == []


def test_innocents_that_were_set_aside_are_named() -> None:
    turn = rows([stored(1, outcome="escalated", reason="set_aside", owner="waiting")], [])
    delivery = rows([], [], set_aside=[(3, b'{"id":"w2"}')])

    assert check(history([wrote(1)], []), turn).set_aside == ["w1: set aside"]
    assert check(history([], []), delivery).set_aside == ["delivery 3: set aside"]
    assert check(history([wrote(1)], [], poison={"w1"}), turn).set_aside == []
    assert check(history([], [], poison={"w2"}), delivery).set_aside == []


def test_the_wait_counts_from_the_end_of_the_last_fault_that_it_met() -> None:
    seen, found = history([wrote(1)], [took(1, at=2100.0)]), rows([stored(1)], [answer(1)])

    assert check(seen, found).longest_wait == Wait("w1", 98.5, 98.5)
    assert check(seen, found, [(2000.0, 2090.0)]).longest_wait == Wait("w1", 98.5, 10.0)
    assert check(seen, found, [(2000.0, 2200.0)]).longest_wait.after_faults == 0.0
    assert check(seen, found, [(1900.0, 2000.0), (2150.0, 2160.0)]).longest_wait.after_faults == 98.5


def test_a_joined_message_waits_for_the_answer_that_covers_it() -> None:
    turn = [stored(1, outcome="joined", covered_by=2), stored(2)]
    report = check(history([wrote(1), wrote(2)], [took(2, at=2050.0)]), rows(turn, [answer(2)]))

    assert report.longest_wait == Wait("w1", 48.5, 48.5)


def test_the_last_part_ends_the_wait() -> None:
    parts = [answer(1), answer(1, id=7, callback_id="c7", part=1)]

    assert judged(stored(1), parts, [took(1), took(7, at=2061.5)]).longest_wait.in_all == 60.0


def test_what_people_got_instead_of_its_answer_waited_until_then() -> None:
    escalated = stored(1, outcome="escalated", owner="agent")
    taken = [Event(1, "escalated", 1990.0), Event(1, "taken", 2041.5)]

    assert judged(escalated, [answer(1, status="cancelled")], [], events=taken).longest_wait.in_all == 40.0
    failed = [answer(1, status="failed", told_at=2031.5)]
    assert judged(escalated, failed, [], events=taken).longest_wait.in_all == 30.0


def test_a_send_in_doubt_is_named_and_its_wait_is_another_matter() -> None:
    report = judged(stored(1, done_at=2500.0), [answer(1, status="unknown")], [])

    assert report.in_doubt == ["c1"]
    assert report.longest_wait.in_all == 0.0


def test_the_share_of_answers_counts_what_they_cover() -> None:
    turn = [stored(1, outcome="joined", covered_by=2), stored(2), stored(3, outcome="escalated", owner="waiting")]
    asked = [wrote(1), wrote(2), wrote(3), wrote(4, answerable=False)]

    assert check(history(asked, [took(2)]), rows(turn, [answer(2)])).answered == 2 / 3


def test_a_build_that_answers_too_little_doubts_dawdles_or_sets_innocents_aside_is_found_out() -> None:
    slow = Report(longest_wait=Wait("w1", 80.0, 61.0), longest_in_all=Wait("w1", 80.0, 61.0))
    lazy, doubtful, good = Report(answered=0.5), Report(in_doubt=["c1"]), Report()

    assert offences(good, Expected(), 70) == []
    assert len(offences(slow, Expected(), 70)) == 2
    assert len(offences(slow, Expected(), 90)) == 1
    assert len(offences(lazy, Expected(answered=0.6), 70)) == 1
    assert len(offences(doubtful, Expected(), 70)) == 1
    assert offences(doubtful, Expected(doubts=True), 70) == []
    assert offences(Report(set_aside=["w1"]), Expected(), 70) == ["w1"]
    assert offences(Report(set_aside=["w1"]), Expected(set_aside=1), 70) == []
