"""What is late: stored and not taken in, due and not decided, in hand for too long, queued although it may go."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from app import clock
from app.ledger.overdue import Overdue, find
from app.tables import Conversation, Delivery, Inbox, Message
from tests.app.ledger.breaking import change
from tests.lotse import Lotse
from tests.webhooks import text_message

MINUTE = timedelta(minutes=1)


def overdue(lotse: Lotse) -> Overdue:
    with lotse.sessions() as session:
        return find(session, clock.now(session), most=20)


def now(lotse: Lotse) -> datetime:
    with lotse.sessions() as session:
        return clock.now(session)


def set_all(lotse: Lotse, table: type[Any], **values: Any) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(table).values(values))


def queued(lotse: Lotse, *texts: str) -> None:
    """An answer each to as many customers, queued and not sent."""
    lotse.receive(*(text_message(text, f"4915{number:08d}") for number, text in enumerate(texts or ("offen?",))))
    lotse.triage()


def test_nothing_is_overdue_on_the_way(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=b"{}"))
    assert not overdue(lotse)
    queued(lotse)
    assert not overdue(lotse)
    lotse.deliver()
    assert not overdue(lotse)


@pytest.mark.parametrize(("minutes", "late"), [(1, False), (3, True)])
def test_a_delivery_that_nobody_takes_in(lotse: Lotse, minutes: int, late: bool) -> None:
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=b"{}", stored_at=now(lotse) - minutes * MINUTE))

    assert overdue(lotse) == Overdue(deliveries=(1,) * late)


@pytest.mark.parametrize("column", ["taken_in_at", "set_aside_at"])
def test_a_delivery_that_was_taken_in_or_set_aside_is_not(lotse: Lotse, column: str) -> None:
    moment = now(lotse)
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=b"{}", stored_at=moment - 9 * MINUTE, **{column: moment}))

    assert not overdue(lotse)


@pytest.mark.parametrize(("minutes", "late"), [(-1, False), (1, False), (3, True)])
def test_a_turn_that_nobody_decides(lotse: Lotse, minutes: int, late: bool) -> None:
    lotse.receive(text_message("offen?"))
    set_all(lotse, Conversation, due_at=now(lotse) - minutes * MINUTE)

    assert overdue(lotse) == Overdue(turns=(1,) * late)


@pytest.mark.parametrize(("minutes", "late"), [(4, False), (6, True)])
def test_an_open_message_whose_turn_is_put_off_for_ever(lotse: Lotse, minutes: int, late: bool) -> None:
    lotse.receive(text_message("offen?"))
    set_all(lotse, Conversation, due_at=now(lotse) + 60 * MINUTE)
    change(lotse, 1, stored_at=now(lotse) - minutes * MINUTE)

    assert overdue(lotse) == Overdue(turns=(1,) * late)


def test_an_open_message_that_nobody_will_look_at_is_not_late_but_unexplained(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    set_all(lotse, Conversation, due_at=None)
    change(lotse, 1, stored_at=now(lotse) - 60 * MINUTE)

    assert not overdue(lotse)


@pytest.mark.parametrize(
    ("status", "minutes", "late"),
    [
        ("failed", 1, False),
        ("failed", 3, True),
        ("unknown", 11, False),
        ("unknown", 13, True),
    ],
)
def test_a_message_that_did_not_arrive_and_of_which_nobody_was_told(
    lotse: Lotse, status: str, minutes: int, late: bool
) -> None:
    queued(lotse)
    moment = now(lotse) - minutes * MINUTE
    change(lotse, 2, status=status, written_at=moment - MINUTE, ended_at=moment, unknown_since=moment)
    assert overdue(lotse) == Overdue(untold=(2,) * late)
    change(lotse, 2, told_at=now(lotse))

    assert not overdue(lotse)


def test_a_message_that_failed_before_that_time_was_noted(lotse: Lotse) -> None:
    queued(lotse)
    change(lotse, 2, status="failed", written_at=now(lotse) - 9 * MINUTE)

    assert overdue(lotse) == Overdue(untold=(2,))


@pytest.mark.parametrize(("minutes", "late"), [(-1, False), (1, False), (3, True)])
def test_a_message_in_hand_whose_lease_ended_and_that_nobody_settles(lotse: Lotse, minutes: int, late: bool) -> None:
    queued(lotse)
    change(lotse, 2, status="sending", claimed_until=now(lotse) - minutes * MINUTE)

    assert overdue(lotse) == Overdue(sending=(2,) * late)


@pytest.mark.parametrize(("minutes", "late"), [(-5, False), (4, False), (6, True)])
def test_a_queued_message_that_could_go(lotse: Lotse, minutes: int, late: bool) -> None:
    queued(lotse)
    change(lotse, 2, due_at=now(lotse) - minutes * MINUTE)

    assert overdue(lotse) == Overdue(queued=(2,) * late)


@pytest.mark.parametrize(
    ("column", "minutes", "late"),
    [
        ("stopped_at", 60, False),
        ("paused_until", -1, False),
        ("paused_until", 1, False),
        ("paused_until", 6, True),
        ("resumed_at", 1, False),
        ("resumed_at", 6, True),
    ],
)
def test_a_number_that_may_not_send_or_only_just_may_makes_nothing_late(
    lotse: Lotse, column: str, minutes: int, late: bool
) -> None:
    queued(lotse)
    change(lotse, 2, due_at=now(lotse) - 30 * MINUTE)
    set_all(lotse, Inbox, **{column: now(lotse) - minutes * MINUTE})

    assert overdue(lotse) == Overdue(queued=(2,) * late)


def test_what_waits_for_another_attempt_at_the_one_before_it_is_not_late(lotse: Lotse) -> None:
    queued(lotse)
    change(lotse, 2, due_at=now(lotse) + MINUTE)
    add_second_part(lotse, due_at=now(lotse) - 9 * MINUTE)
    assert not overdue(lotse)
    change(lotse, 2, status="sent")

    assert overdue(lotse) == Overdue(queued=(3,))


def add_second_part(lotse: Lotse, due_at: datetime) -> None:
    [first] = lotse.outbound()
    names = ("conversation_id", "inbox_id", "direction", "author", "status", "answers_id", "written_at")
    with lotse.sessions.begin() as session:
        values = {name: getattr(first, name) for name in names}
        session.add(Message(**values, part=1, due_at=due_at, callback_id=uuid4()))
