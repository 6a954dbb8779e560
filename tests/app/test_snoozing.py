"""Conversations laid aside: they come back at the minute, or with the customer's next message, and not before."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, conversations, handling, lapses, replies, snoozing
from app.playbook.rules import Rules
from app.refusals import RefusedError
from app.tables import Conversation, Event, Person
from tests.app.dashboard.inbox import Shop
from tests.lotse import Lotse
from tests.webhooks import text_message

BERLIN = ZoneInfo("Europe/Berlin")
SATURDAY = datetime(
    2026, 10, 24, 22, 30, tzinfo=UTC
)  # half past midnight on Sunday in Berlin, before the clocks go back


@pytest.fixture
def shop(sessions: sessionmaker[Session]) -> Shop:
    with sessions() as session:
        return Shop(sessions, clock.now(session))


@pytest.fixture
def anna(sessions: sessionmaker[Session]) -> Person:
    with sessions.begin() as session:
        person = Person(email="anna@example.com", role="agent", password_hash="none")
        session.add(person)
    return person


def laid_aside(shop: Shop, anna: Person, wakes_in: float | None) -> int:
    """Hers for a day, laid aside, and to wake in so many minutes; None: with the customer's next message."""
    until = None if wakes_in is None else shop.ago(-wakes_in)
    times = dict.fromkeys(("taken_at", "changed_at", "waiting_since"), shop.ago(24 * 60))
    given = {"owner": "agent", "assignee_id": anna.id, "snoozed_at": shop.ago(60), "snoozed_until": until}
    return shop.conversation(minutes=25 * 60, **given, **times)


def woken(shop: Shop) -> list[tuple[str, str | None]]:
    with shop.sessions() as session:
        return [(event.kind, event.reason) for event in session.scalars(select(Event).order_by(Event.id))]


def wake_due(shop: Shop) -> int:
    with shop.sessions.begin() as session:
        return snoozing.wake_due(session, shop.now)


@pytest.mark.parametrize(
    ("choice", "at", "local"),
    [
        ("hour", "", (25, 1, 30)),
        ("tomorrow", "", (26, 9, 0)),  # after the clocks went back it is nine by them
        ("week", "", (26, 9, 0)),  # on a Sunday the next Monday is tomorrow
        ("at", "2026-10-31T14:05", (31, 14, 5)),
    ],
)
def test_the_choices_are_meant_by_the_businesss_clocks(choice: str, at: str, local: tuple[int, int, int]) -> None:
    found = snoozing.until(choice, at, SATURDAY, BERLIN)
    assert found is not None
    there = found.astimezone(BERLIN)
    assert (there.day, there.hour, there.minute) == local


def test_on_a_monday_next_week_is_the_monday_after() -> None:
    monday = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert snoozing.until("week", "", monday, BERLIN) == datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.mark.parametrize("at", ["", "tomorrow", "2026-10-24T10:00", "2028-10-24T10:00", "9999-12-31T23:59"])
def test_what_is_no_time_ahead_is_refused(at: str) -> None:
    with pytest.raises(RefusedError, match="snooze_when"):
        snoozing.until("at", at, SATURDAY, BERLIN)


def test_the_clock_wakes_what_is_due_and_nothing_else(shop: Shop, anna: Person) -> None:
    due, later, open_end = (laid_aside(shop, anna, minutes) for minutes in (0, 1, None))
    assert wake_due(shop) == 1
    assert [shop.read(one).snoozed_at is None for one in (due, later, open_end)] == [True, False, False]
    assert shop.read(due).assignee_id == anna.id
    assert woken(shop) == [("woken", "time_came")]
    assert wake_due(shop) == 0


def test_the_lists_see_it_awake_before_the_clock_comes_round(shop: Shop, anna: Person) -> None:
    laid_aside(shop, anna, 0)
    asleep = [laid_aside(shop, anna, 1), laid_aside(shop, anna, None)]
    with shop.sessions() as session:
        found = session.scalars(select(Conversation.id).where(snoozing.asleep(shop.now)).order_by(Conversation.id))
        assert found.all() == asleep


def test_nothing_goes_back_while_it_is_laid_aside_nor_at_once_when_it_wakes(shop: Shop, anna: Person) -> None:
    number = laid_aside(shop, anna, 0)
    assert lapses.lapse(shop.sessions, Rules()) == 0
    wake_due(shop)
    assert lapses.lapse(shop.sessions, Rules()) == 0
    assert (shop.read(number).owner, shop.read(number).assignee_id) == ("agent", anna.id)


def test_the_customers_next_message_wakes_it_at_once(lotse: Lotse, shop: Shop, anna: Person) -> None:
    lotse.receive(text_message("wo bleibt mein paket"))
    lotse.take_in()
    with shop.sessions.begin() as session:
        talk = session.scalars(select(Conversation)).one()
        handling.take(session, talk, anna)
        snoozing.snooze(session, talk, anna, shop.ago(-600), clock.now(session))
    lotse.receive(text_message("ist da"))
    lotse.take_in()
    with shop.sessions() as session:
        talk = session.scalars(select(Conversation)).one()
        assert (talk.snoozed_at, talk.assignee_id) == (None, anna.id)
    assert woken(shop)[-1] == ("woken", "customer_wrote")


def test_who_takes_it_over_has_it_awake_and_who_replies_leaves_it(shop: Shop, anna: Person) -> None:
    number = laid_aside(shop, anna, 60)
    with shop.sessions.begin() as session:
        other = Person(email="berta@example.com", role="agent", password_hash="none")
        session.add(other)
        session.flush()
        talk = session.get_one(Conversation, number)
        talk.last_customer_at = shop.now
        replies.reply(session, talk, anna, "Ich melde mich.", uuid4(), shop.now)
        assert talk.snoozed_until == shop.now + timedelta(hours=1)
        handling.take(session, talk, other)
        assert talk.snoozed_at is None


def test_an_answer_that_did_not_arrive_wakes_what_waits_for_the_customer(shop: Shop, anna: Person) -> None:
    number = laid_aside(shop, anna, None)
    with shop.sessions.begin() as session:
        conversations.tell_people(session, session.get_one(Conversation, number), "send_failed", shop.now)
    assert (shop.read(number).snoozed_at, shop.read(number).assignee_id) == (None, anna.id)
