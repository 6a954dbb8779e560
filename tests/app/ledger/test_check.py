"""The check of every minute: a breach is logged each time, and told to people once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from app import clock, database
from app.ledger import check as check_room
from app.ledger.check import Breach, check
from app.tables import Delivery, Message, Notice
from tests.app.ledger.breaking import change, remove_answers
from tests.lotse import Lotse
from tests.webhooks import text_message


def answer(lotse: Lotse, number: int = 1) -> None:
    lotse.receive(text_message("offen?", f"4915{number:08d}"))
    lotse.work()


def broken(lotse: Lotse, number: int = 1) -> None:
    answer(lotse, number)
    remove_answers(lotse)


def store_long_ago(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=b"{}", stored_at=clock.now(session) - timedelta(minutes=3)))


def notices(lotse: Lotse) -> list[Notice]:
    with lotse.sessions() as session:
        return list(session.scalars(select(Notice).order_by(Notice.id)))


def change_notices(lotse: Lotse, **values: Any) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Notice).values(values))


def see(lotse: Lotse) -> None:
    with lotse.sessions() as session:
        now = clock.now(session)
    change_notices(lotse, seen_at=now)


def an_hour_passes(lotse: Lotse) -> None:
    change_notices(lotse, happened_at=Notice.happened_at - timedelta(hours=1))


def test_nothing_is_said_while_the_ledger_is_in_order(lotse: Lotse) -> None:
    answer(lotse)
    with capture_logs() as logged:
        assert check(lotse.sessions) == []
    assert logged == []
    assert notices(lotse) == []


def test_an_unexplained_message_is_named_with_what_is_safe_and_what_to_do(lotse: Lotse) -> None:
    broken(lotse)
    with capture_logs() as logged:
        check(lotse.sessions)

    [line] = [line for line in logged if line["event"] == "ledger_breach"]
    assert (line["log_level"], line["breach"], line["unexplained"]) == ("error", "UNEXPLAINED", 1)
    assert line["message_ids"] == [1]
    assert "stored" in line["safe"]
    assert "lotse ledger --message" in line["next"]
    [notice] = notices(lotse)
    assert (notice.field, notice.event, notice.grave) == ("ledger", "UNEXPLAINED", True)


def test_what_waits_too_long_alarms_too(lotse: Lotse) -> None:
    store_long_ago(lotse)
    with capture_logs() as logged:
        check(lotse.sessions)

    assert [(line["breach"], line["deliveries"], line["delivery_ids"]) for line in logged] == [("OVERDUE", 1, [1])]
    assert [notice.event for notice in notices(lotse)] == ["OVERDUE"]


def test_a_breach_is_told_once_while_it_lasts(lotse: Lotse) -> None:
    broken(lotse)
    for _ in range(3):
        check(lotse.sessions)
    see(lotse)
    check(lotse.sessions)

    assert len(notices(lotse)) == 1


def test_a_new_one_is_told_once_the_former_was_seen(lotse: Lotse) -> None:
    broken(lotse)
    check(lotse.sessions)
    broken(lotse, 2)
    check(lotse.sessions)
    assert len(notices(lotse)) == 1  # its banner still stands
    see(lotse)
    check(lotse.sessions)
    check(lotse.sessions)

    assert [notice.detail["unexplained"] for notice in notices(lotse)] == [1, 2]


def test_a_new_one_is_told_after_an_hour_even_if_nobody_saw_the_former(lotse: Lotse) -> None:
    broken(lotse)
    check(lotse.sessions)
    an_hour_passes(lotse)
    check(lotse.sessions)
    assert len(notices(lotse)) == 1
    broken(lotse, 2)
    check(lotse.sessions)

    assert len(notices(lotse)) == 2


def test_one_that_was_seen_and_lasts_is_told_again_after_an_hour(lotse: Lotse) -> None:
    broken(lotse)
    check(lotse.sessions)
    see(lotse)
    an_hour_passes(lotse)
    check(lotse.sessions)

    assert len(notices(lotse)) == 2


def test_two_clocks_that_find_it_at_once_tell_once(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(lotse)
    both_found_it = threading.Barrier(2, timeout=10)
    find = check_room.breaches

    def find_together(session: Session, now: datetime) -> list[Breach]:
        found = find(session, now)
        both_found_it.wait()
        return found

    monkeypatch.setattr(check_room, "breaches", find_together)
    with ThreadPoolExecutor(2) as clocks:
        found = list(clocks.map(check, [lotse.sessions] * 2))

    assert [len(breaches) for breaches in found] == [1, 1]
    assert len(notices(lotse)) == 1


def an_hour_begins(lotse: Lotse) -> datetime:
    with lotse.sessions() as session:
        return clock.now(session).replace(minute=0, second=0, microsecond=0)


def minutes_in_which_it_is_found(lotse: Lotse, hour: datetime) -> list[int]:
    with lotse.sessions() as session:
        return [m for m in range(60) if check_room.breaches(session, hour + timedelta(minutes=m, seconds=30))]


@pytest.mark.parametrize(
    ("stored_before_the_hour", "minutes"),
    [
        (timedelta(minutes=-10), list(range(25))),  # while it is new
        (timedelta(seconds=1), list(range(15))),
        (timedelta(minutes=16), [0]),
        (timedelta(minutes=26), [1]),
        (timedelta(hours=1), [2]),
        (timedelta(hours=25), [59]),
        (timedelta(hours=25, seconds=1), []),
    ],
)
def test_every_message_of_the_last_25_hours_is_looked_at_again_once_an_hour(
    lotse: Lotse, stored_before_the_hour: timedelta, minutes: list[int]
) -> None:
    broken(lotse)
    hour = an_hour_begins(lotse)
    change(lotse, 1, stored_at=hour - stored_before_the_hour)

    assert minutes_in_which_it_is_found(lotse, hour) == minutes


def test_an_open_message_that_nobody_will_look_at_is_found_every_minute_however_old(lotse: Lotse) -> None:
    broken(lotse)
    change(lotse, 1, outcome=None, stored_at=Message.stored_at - timedelta(days=9))

    assert minutes_in_which_it_is_found(lotse, an_hour_begins(lotse)) == list(range(60))


def looks_at_no_other_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_room, "stretch", lambda now: (now, now))


def test_what_was_found_is_looked_at_every_minute_until_it_is_explained(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(lotse)
    check(lotse.sessions)
    looks_at_no_other_stretch(monkeypatch)
    change(lotse, 1, stored_at=Message.stored_at - timedelta(hours=3))
    for _ in range(3):
        assert [breach.message_ids for breach in check(lotse.sessions)] == [(1,)]
    change(lotse, 1, outcome="noted")

    assert check(lotse.sessions) == []


def test_what_was_found_and_cannot_be_explained_is_let_be_after_25_hours(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(lotse)
    check(lotse.sessions)
    looks_at_no_other_stretch(monkeypatch)
    change(lotse, 1, stored_at=Message.stored_at - timedelta(hours=25))

    assert check(lotse.sessions) == []


def many_broken(lotse: Lotse) -> None:
    lotse.receive(*(text_message("offen?", f"4915{number:08d}") for number in range(30)))
    lotse.work()
    remove_answers(lotse)


def test_the_twenty_newest_are_named_and_all_counted(lotse: Lotse) -> None:
    many_broken(lotse)
    with capture_logs() as logged:
        check(lotse.sessions)

    assert (logged[0]["unexplained"], logged[0]["message_ids"]) == (30, list(range(30, 10, -1)))
    assert "counted_up_to" not in logged[0]


@pytest.mark.parametrize("new", [1, 30])
def test_a_new_one_among_many_is_told_whether_it_is_named_or_not(lotse: Lotse, new: int) -> None:
    many_broken(lotse)
    change(lotse, new, outcome="noted")
    check(lotse.sessions)
    see(lotse)
    check(lotse.sessions)
    assert len(notices(lotse)) == 1
    change(lotse, new, outcome="answered")
    check(lotse.sessions)

    assert [notice.detail["unexplained"] for notice in notices(lotse)] == [29, 30]


def test_when_there_may_be_more_it_says_how_far_was_counted(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_room, "MOST_COUNTED", 25)
    many_broken(lotse)
    with capture_logs() as logged:
        check(lotse.sessions)

    assert (logged[0]["unexplained"], logged[0]["counted_up_to"]) == (25, 25)
    assert logged[0]["message_ids"] == list(range(30, 10, -1))


def test_a_check_that_takes_too_long_is_given_up(lotse: Lotse) -> None:
    broken(lotse)
    with database.engine().begin() as holder:
        holder.exec_driver_sql("LOCK TABLE notices IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(OperationalError):
            check(lotse.sessions)
    assert notices(lotse) == []
