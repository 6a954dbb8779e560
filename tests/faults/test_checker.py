"""The checker finds every kind of offence in a history, and none in a good one."""

import pytest

from tests.faults.checker import check
from tests.faults.history import Event, Reply
from tests.faults.made_up import answer, history, judged, rows, stored, took, wrote


def test_a_good_history_is_found_good() -> None:
    report = check(
        history([wrote(1), wrote(2)], [took(1), took(2)]), rows([stored(1), stored(2)], [answer(1), answer(2)])
    )

    assert report.broken == []
    assert report.messages == 2
    assert report.longest_wait.after_faults == 0.5
    assert report.answered == 1.0


def test_a_message_that_was_not_acknowledged_is_not_missed() -> None:
    assert check(history([wrote(1, acknowledged_at=None)], []), rows([], [])).broken == []


def test_an_acknowledged_message_that_is_not_stored_is_lost() -> None:
    assert check(history([wrote(1)], []), rows([], [])).lost == ["w1: not stored"]


@pytest.mark.parametrize("outcome", [None, "strange"])
def test_a_message_without_an_outcome_is_lost(outcome: str | None) -> None:
    assert len(judged(stored(1, outcome=outcome), [], []).lost) == 1


def test_a_message_joined_to_an_open_one_is_lost() -> None:
    found = rows([stored(1, outcome="joined", covered_by=2), stored(2, outcome=None)], [])

    assert len(check(history([wrote(1), wrote(2)], []), found).lost) == 2


def test_an_answer_that_meta_never_got_is_lost() -> None:
    assert len(judged(stored(1), [answer(1, status="sent")], []).lost) == 1
    assert len(judged(stored(1), [], []).lost) == 1


def test_an_answer_in_doubt_is_not_lost_while_people_hear_of_it() -> None:
    assert judged(stored(1), [answer(1, status="unknown")], []).lost == []
    assert judged(stored(1, owner="waiting"), [answer(1, status="unknown", told_at=9.0)], []).lost == []
    assert len(judged(stored(1, owner="bot"), [answer(1, status="unknown", told_at=9.0)], []).lost) == 1


def test_an_answer_that_came_to_people_is_not_lost() -> None:
    escalated = stored(1, outcome="escalated")
    told = [Event(1, "escalated", 2002.0)]

    assert judged(escalated, [answer(1, status="cancelled")], [], events=told).lost == []
    assert judged(stored(1, outcome="escalated", owner="agent"), [answer(1, status="cancelled")], []).lost == []


def test_a_message_escalated_to_nobody_is_lost() -> None:
    long_ago = [Event(1, "escalated", 1000.0), Event(1, "handed_back", 1001.0)]

    assert judged(stored(1, outcome="escalated"), [], []).lost == ["w1: escalated to nobody"]
    assert judged(stored(1, outcome="escalated"), [], [], events=long_ago).lost == ["w1: escalated to nobody"]
    elsewhere = [Event(2, "escalated", 2002.0)]
    assert judged(stored(1, outcome="escalated"), [], [], events=elsewhere).lost == ["w1: escalated to nobody"]


def test_every_part_of_an_answer_has_to_arrive() -> None:
    both = [answer(1), answer(1, id=7, callback_id="c7", part=1)]

    assert judged(stored(1), both, [took(1)]).lost == ["w1: answered, but Meta never got part 1"]


def test_an_agents_reply_that_lotse_took_is_stored_once_and_goes_out() -> None:
    clicked = history([], [took(7)], replies=[Reply("c7", "hello", taken=True)])
    said = answer(7, author="agent", text="hello")

    assert check(clicked, rows([], [said])).broken == []
    assert check(clicked, rows([], [])).lost == ["reply hello: not stored"]
    assert check(history([], [], replies=clicked.replies), rows([], [said])).lost == ["reply hello: Meta never got it"]
    twice = rows([], [said, answer(8, author="agent", text="hello")])
    assert check(clicked, twice).doubled == ["reply hello: stored 2 times"]


def test_an_agents_reply_that_lotse_refused_need_not_stand_anywhere() -> None:
    assert check(history([], [], replies=[Reply("c7", "hello", taken=False)]), rows([], [])).broken == []


def test_a_message_stored_twice_is_doubled() -> None:
    found = rows([stored(1), stored(2, wamid="w1")], [answer(1)])

    assert len(check(history([wrote(1)], [took(1)]), found).doubled) == 1


def test_one_answer_accepted_twice_is_doubled() -> None:
    assert len(judged(stored(1), [answer(1)], [took(1), took(1, wamid="out9")]).doubled) == 1


def test_two_answers_to_one_message_are_doubled() -> None:
    both = [answer(1), answer(1, id=7, callback_id="c7")]

    assert judged(stored(1), both, [took(1), took(1, callback_id="c7")]).doubled


def test_two_parts_of_one_answer_are_not_doubled() -> None:
    both = [answer(1), answer(1, id=7, callback_id="c7", part=1)]

    assert judged(stored(1), both, [took(1), took(1, callback_id="c7")]).doubled == []


def test_two_answers_to_one_turn_are_doubled() -> None:
    turn = [stored(1, outcome="joined", covered_by=2, decision=5), stored(2, decision=5)]
    report = check(history([wrote(1), wrote(2)], [took(1), took(2)]), rows(turn, [answer(1), answer(2)], decisions=[5]))

    assert len(report.doubled) == 2  # by the turn's decision, and by the joined message


def test_a_second_decision_on_a_turn_is_doubled() -> None:
    assert check(history([], []), rows([stored(1)], [], decisions=[1, 2])).doubled


def test_a_send_that_the_database_does_not_know_is_doubled() -> None:
    assert check(history([], [took(1)]), rows([], [])).doubled


def test_a_send_that_was_in_doubt_may_not_go_out_later() -> None:
    seen, found = history([wrote(1)], [took(1)]), rows([stored(1)], [answer(1)])

    assert check(seen, found, doubted={"c1": 2001.5}).doubled == ["c1: sent again though it was in doubt"]
    assert check(seen, found, doubted={"c1": 2002.5}).doubled == []
    assert check(seen, found, doubted={"c2": 2001.5}).doubled == []


def test_answers_that_run_backwards_are_out_of_order() -> None:
    late = took(1, at=2009.0)
    report = check(history([wrote(1), wrote(2)], [took(2), late]), rows([stored(1), stored(2)], [answer(1), answer(2)]))

    assert report.out_of_order == ["w2: answered before w1, which was stored 1.200 s before that was decided"]


def test_decisions_that_run_backwards_are_out_of_order() -> None:
    turns = [stored(1, outcome="noted", decision=9, stored_at=2009.0), stored(2, outcome="noted", decision=4)]

    assert check(history([wrote(1), wrote(2)], []), rows(turns, [])).out_of_order == [
        "w2: decided before w1, which was acknowledged 0.500 s before that came"
    ]


def test_order_is_asked_of_what_was_stored_before_the_later_was_decided_however_it_came() -> None:
    one, other = (wrote(number, posted_at=2000.0, acknowledged_at=2050.0) for number in (1, 2))  # in one webhook
    seen = history([one, other], [])
    turns = [stored(1, outcome="noted", decision=9), stored(2, outcome="noted", decision=4)]
    came_later = [stored(1, outcome="noted", decision=9, stored_at=2009.0), turns[1]]

    assert len(check(seen, rows(turns, [])).out_of_order) == 1
    assert check(seen, rows(came_later, [])).out_of_order == []


def test_order_is_not_asked_of_one_second() -> None:
    backwards = rows([stored(1, outcome="noted", decision=9), stored(2, outcome="noted", decision=4)], [])

    assert check(history([wrote(1), wrote(2, timestamp=1001)], []), backwards).out_of_order == []


def test_who_comes_to_people_may_be_told_so_once() -> None:
    told, event = stored(1, outcome="escalated", decided_as="escalate", owner="waiting"), Event(1, "escalated", 2000.9)
    report = judged(told, [answer(1)], [took(1, at=2061.0)], events=[event])

    assert report.broken == []
    assert report.longest_wait.in_all < 1.0  # people had it when that was decided


def test_to_be_told_twice_that_people_have_it_is_doubled() -> None:
    first = stored(1, outcome="escalated", decided_as="escalate", decided_at=2001.0, owner="waiting")
    second = stored(2, outcome="escalated", decided_as="escalate", decided_at=2003.0, owner="waiting")
    said, seen = [answer(1), answer(2)], history([wrote(1), wrote(2)], [took(1), took(2)])
    to_people, done = Event(1, "escalated", 2001.0), Event(1, "handed_back", 2002.0)

    again = rows([first, second], said, events=[to_people])
    assert check(seen, again).doubled == ["conversation 1: told twice that people have it"]
    afresh = rows([first, second], said, events=[to_people, done, Event(1, "escalated", 2003.0)])
    assert check(seen, afresh).broken == []


def test_what_is_shown_as_said_to_who_came_to_people_has_gone_out() -> None:
    told, event = stored(1, outcome="escalated", decided_as="escalate"), Event(1, "escalated", 2002.0)

    assert judged(told, [answer(1, status="cancelled")], [], events=[event]).lost == []
    assert judged(told, [answer(1, status="sent")], [], events=[event]).lost == [
        "w1: escalated, but Meta never got part 0"
    ]


def test_an_answer_that_was_withdrawn_is_no_loss_when_the_whole_turn_is_answered() -> None:
    turn = [stored(1, outcome="joined", covered_by=2, decision=5), stored(2, decision=5)]
    withdrawn, seen = answer(1, status="cancelled"), [wrote(1), wrote(2)]

    assert check(history(seen, [took(2)]), rows(turn, [withdrawn, answer(2)], decisions=[5])).broken == []
    assert check(history(seen, [took(1), took(2)]), rows(turn, [withdrawn, answer(2)], decisions=[5])).doubled


def test_a_message_whose_answer_was_withdrawn_for_nothing_is_lost() -> None:
    assert judged(stored(1, decided_as="withdrawn"), [answer(1, status="cancelled")], []).lost == [
        "w1: its answer was withdrawn, and nothing came instead"
    ]
