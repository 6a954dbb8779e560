"""The checker finds every kind of offence in a history, and none in a good one."""

import dataclasses
from typing import Any

import pytest

from tests.faults.checker import Report, check
from tests.faults.history import Accepted, History, Inbound, Outbound, Rows, Stuck, Written


def wrote(number: int, customer: str = "491", **changes: Any) -> Written:
    given = {"timestamp": 1000 + number, "posted_at": float(number), "acknowledged_at": number + 0.5, **changes}
    return Written(f"w{number}", customer, text="wann offen?", **given)


def stored(number: int, **changes: Any) -> Inbound:
    row = Inbound(number, f"w{number}", 1, "bot", "answered", None, number, number + 0.8)
    return dataclasses.replace(row, **changes)


def answer(number: int, **changes: Any) -> Outbound:
    row = Outbound(100 + number, f"c{number}", 1, number, 0, "bot", "delivered", 1, False)
    return dataclasses.replace(row, **changes)


def took(number: int, **changes: Any) -> Accepted:
    return dataclasses.replace(Accepted(f"c{number}", f"out{number}", "491", number + 1.0), **changes)


def history(written: list[Written], accepted: list[Accepted]) -> History:
    return History({one.wamid: one for one in written}, accepted)


def rows(inbound: list[Inbound], outbound: list[Outbound], **changes: Any) -> Rows:
    return dataclasses.replace(
        Rows(inbound, outbound, [row.decision for row in inbound if row.decision], []), **changes
    )


def judged(inbound: Inbound, outbound: list[Outbound], accepted: list[Accepted]) -> Report:
    return check(history([wrote(1)], accepted), rows([inbound], outbound))


def test_a_good_history_is_found_good() -> None:
    report = check(
        history([wrote(1), wrote(2)], [took(1), took(2)]), rows([stored(1), stored(2)], [answer(1), answer(2)])
    )

    assert report.broken == []
    assert report.messages == 2
    assert report.longest_wait == 0.5


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
    assert judged(stored(1, owner="waiting"), [answer(1, status="unknown", told=True)], []).lost == []
    assert len(judged(stored(1, owner="bot"), [answer(1, status="unknown", told=True)], []).lost) == 1


def test_an_answer_that_came_to_people_is_not_lost() -> None:
    assert judged(stored(1, outcome="escalated"), [answer(1, status="cancelled")], []).lost == []


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


def test_answers_that_run_backwards_are_out_of_order() -> None:
    late = took(1, at=9.0)
    report = check(history([wrote(1), wrote(2)], [took(2), late]), rows([stored(1), stored(2)], [answer(1), answer(2)]))

    assert report.out_of_order == ["w2: answered before w1"]


def test_decisions_that_run_backwards_are_out_of_order() -> None:
    turns = [stored(1, outcome="noted", decision=9), stored(2, outcome="noted", decision=4)]

    assert check(history([wrote(1), wrote(2)], []), rows(turns, [])).out_of_order == ["w2: decided before w1"]


def test_order_is_not_asked_of_what_lotse_did_not_have_yet_nor_of_one_second() -> None:
    backwards = rows([stored(1, outcome="noted", decision=9), stored(2, outcome="noted", decision=4)], [])

    assert check(history([wrote(1, acknowledged_at=50.0), wrote(2)], []), backwards).out_of_order == []
    assert check(history([wrote(1), wrote(2, timestamp=1001)], []), backwards).out_of_order == []


def test_what_is_stuck_is_told() -> None:
    assert check(history([], []), rows([], [], stuck=[Stuck("messages", 1, "sending")])).stuck


def test_the_wait_counts_from_the_end_of_the_faults() -> None:
    seen = history([wrote(1)], [took(1, at=100.0)])

    assert check(seen, rows([stored(1)], [answer(1)])).longest_wait == 98.5
    assert check(seen, rows([stored(1)], [answer(1)]), faults_ended=90.0).longest_wait == 10.0


def test_a_send_in_doubt_is_named_and_its_wait_is_another_matter() -> None:
    report = judged(stored(1, done_at=500.0), [answer(1, status="unknown")], [])

    assert report.in_doubt == ["c1"]
    assert report.longest_wait == 0.0
