"""What a month costs, and what happens when its budget is spent."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker
from structlog.testing import capture_logs

from app import clock, costs, months, prices
from app.months import Month
from app.playbook.rules import Cost
from app.prices import Bill, Sent
from app.tables import Conversation, Inbox, Message, Notice, Switches
from tests.lotse import Lotse, predicts
from tests.webhooks import status, text_message

FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 2)
FREE = {"type": "free_customer_service", "category": "service"}
BILLED = {"type": "regular", "category": "service"}


@pytest.fixture
def lotse(sessions: sessionmaker[Session]) -> Lotse:
    """Messages are changed by hand here, so that its ledger does not add up in the end."""
    return Lotse(sessions)


def sent(messages: int, told: str | None = None, **values: object) -> Sent:
    given = {"inbox_id": 1, "day": FIRST, "author": "bot", "template": False, "told": told, "messages": messages}
    return Sent(**{**given, **values})  # type: ignore[arg-type]


def bill(*rows: Sent, free: int = 1000) -> Bill:
    return prices.total(prices.bills(rows, free))


def test_what_meta_told_counts_whatever_we_would_have_thought() -> None:
    assert bill(sent(5, "free_customer_service"), free=0) == Bill(free=5)
    assert bill(sent(5, "free_entry_point"), free=0) == Bill(free=5)
    assert bill(sent(5, "regular")) == Bill(billed=5)


def test_what_meta_told_nothing_of_is_free_by_its_place_in_the_number_s_month() -> None:
    assert bill(sent(900), sent(200, day=SECOND)) == Bill(free=1000, billed=100, estimated=1100)
    assert bill(sent(900, "free_customer_service"), sent(200, day=SECOND)) == Bill(1000, 100, 200)
    assert bill(sent(200, "regular", day=SECOND), sent(900)) == Bill(900, 200, 900)


def test_each_number_has_its_own_free_ones() -> None:
    assert bill(sent(900), sent(900, inbox_id=2)) == Bill(free=1800, estimated=1800)


def test_templates_are_never_free_and_take_no_place_nor_do_answers_to_ads() -> None:
    assert bill(sent(10, template=True), sent(1000)) == Bill(1000, 10, 1010)
    assert bill(sent(500, "free_entry_point"), sent(1000)) == Bill(1500, 0, 1000)


def test_the_sums_of_days_are_the_whole() -> None:
    found = prices.bills([sent(600), sent(600, day=SECOND), sent(7, author="agent", day=SECOND)], 1000)
    by_day = prices.summed(found, lambda one: one.day)
    assert by_day == {FIRST: Bill(600, 0, 600), SECOND: Bill(400, 207, 607)}
    assert sum(by_day.values(), Bill()) == prices.total(found)


def test_the_forecast_goes_on_as_before_until_the_free_ones_are_used_up() -> None:
    half = prices.bills([sent(800), sent(20, inbox_id=2), sent(5, template=True)], 1000)
    assert prices.forecast(half, 1000, over=0.5) == Bill(free=1040, billed=610, estimated=825)
    assert prices.forecast(half, 1000, over=1) == prices.total(half)


def test_a_month_is_the_business_s_own() -> None:
    november = Month(2026, 11)
    assert months.of(datetime(2026, 10, 31, 23, 0, tzinfo=UTC)) == november
    assert months.of(datetime(2026, 10, 31, 22, 59, tzinfo=UTC)) == november.before
    assert (november.name, november.after.after, len(november.days)) == ("2026-11", Month(2027, 1), 30)
    assert november.over(november.begins + timedelta(days=15)) == 0.5
    assert [november.over(november.begins - timedelta(1)), november.over(november.ends)] == [0, 1]


def answered(lotse: Lotse, number: int, pricing: dict[str, str] | None = None) -> None:
    """So many customers got an answer each, of which Meta told that."""
    lotse.receive(*(text_message("offen?", f"4915{uuid4().int % 10**9:09}") for _ in range(number)))
    lotse.work()
    waiting = [message for message in lotse.outbound() if message.status == "sent"]
    priced = {"pricing": pricing} if pricing else {}
    lotse.receive(statuses=[status(str(one.callback_id), "delivered", str(one.wamid), **priced) for one in waiting])


def this_month(sessions: sessionmaker[Session]) -> list[Sent]:
    with sessions() as session:
        return costs.sent(session, months.of(clock.now(session)))


def test_messages_are_counted_by_day_number_author_topic_and_what_meta_told(lotse: Lotse) -> None:
    answered(lotse, 2, FREE)
    lotse.classify = predicts("store_location")
    answered(lotse, 1, BILLED)
    found = [(one.author, one.intent, one.told, one.messages, one.template) for one in this_month(lotse.sessions)]

    assert sorted(found, key=str) == [
        ("bot", "opening_hours", "free_customer_service", 2, False),
        ("bot", "store_location", "regular", 1, False),
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"status": "failed"},
        {"status": "unknown"},
        {"sent_at": None, "status": "queued"},
        {"kind": "reaction"},
        {"author": "phone"},
        {"sent_at": func.now() - timedelta(days=62)},
    ],
    ids=["failed", "unknown", "not sent yet", "a reaction", "by phone", "another month"],
)
def test_what_meta_does_not_bill_this_month_is_not_counted(lotse: Lotse, values: dict[str, object]) -> None:
    answered(lotse, 2)
    with lotse.sessions.begin() as session:
        session.execute(update(Message).where(Message.id == lotse.outbound()[0].id).values(values))

    assert sum(one.messages for one in this_month(lotse.sessions)) == 1


def test_people_s_messages_count_without_a_topic(lotse: Lotse) -> None:
    answered(lotse, 1)
    anna = lotse.person()
    with lotse.sessions.begin() as session:
        session.execute(update(Message).where(Message.direction == "out").values(author="agent", person_id=anna.id))

    assert [(one.author, one.intent, one.messages) for one in this_month(lotse.sessions)] == [("agent", None, 1)]


def watch(lotse: Lotse, budget: float | None, free: int = 0, price: float = 1.0) -> list[str]:
    """What the clock does each minute; returns what it logged."""
    with capture_logs() as logged, lotse.sessions.begin() as session:
        costs.watch(session, Cost(price=price, free=free, budget=budget), clock.now(session))
    return [line["state"] for line in logged]


def spent_for(lotse: Lotse) -> str | None:
    with lotse.sessions() as session:
        return session.scalars(select(Switches.budget_spent_for)).one()


def test_once_the_budget_is_spent_lotse_only_suggests(lotse: Lotse) -> None:
    answered(lotse, 3)
    assert watch(lotse, budget=4) == []
    lotse.receive(text_message("offen?", "4915100000001"))
    lotse.work()
    assert len(lotse.graph.sent) == 4
    assert watch(lotse, budget=4) == ["spent"]
    lotse.receive(text_message("offen?", "4915100000002"))
    lotse.work()

    assert len(lotse.graph.sent) == 4
    decision = lotse.decisions()[-1]
    assert (decision.kind, decision.reason, bool(decision.suggestion)) == ("escalate", "budget", True)


def test_a_new_month_or_a_higher_budget_lets_lotse_answer_again(lotse: Lotse) -> None:
    answered(lotse, 3)
    watch(lotse, budget=2)
    with lotse.sessions.begin() as session:
        assert spent_for(lotse) == months.of(clock.now(session)).name
        session.execute(update(Switches).values(budget_spent_for="2001-01"))
    lotse.receive(text_message("offen?", "4915100000001"))
    lotse.work()
    assert len(lotse.graph.sent) == 4
    watch(lotse, budget=2)
    for higher in (40, None):
        watch(lotse, budget=higher)
        assert spent_for(lotse) is None


def test_at_four_fifths_and_when_it_is_spent_supervisors_are_told_once(lotse: Lotse) -> None:
    answered(lotse, 4)
    assert watch(lotse, budget=5.01) == []
    assert watch(lotse, budget=5) == ["nearly_spent"]
    assert watch(lotse, budget=5) == []
    assert watch(lotse, budget=4) == ["spent"]
    assert watch(lotse, budget=4) == []
    with lotse.sessions() as session:
        told = session.execute(select(Notice.field, Notice.event, Notice.grave).order_by(Notice.id)).all()
    assert told == [("budget", "NEARLY_SPENT", True), ("budget", "SPENT", False)]


def test_what_is_free_spends_no_budget_not_even_one_of_nothing(lotse: Lotse) -> None:
    answered(lotse, 3)
    assert watch(lotse, budget=0, free=3) == []
    assert spent_for(lotse) is None
    assert watch(lotse, budget=0, free=2) == ["spent"]


def test_the_numbers_of_a_business_spend_one_budget(lotse: Lotse) -> None:
    answered(lotse, 2)
    with lotse.sessions.begin() as session:
        other = Inbox(phone_number_id="other")
        session.add(other)
        session.flush()
        session.execute(update(Message).where(Message.id.in_((1, 3))).values(inbox_id=other.id))
        session.execute(update(Conversation).where(Conversation.id == 1).values(inbox_id=other.id))
    by_number = {one.inbox_id for one in this_month(lotse.sessions)}
    assert len(by_number) == 2
    assert watch(lotse, budget=2) == ["spent"]


def test_a_sent_row_says_whether_it_takes_a_place() -> None:
    assert sent(1).takes_a_place
    assert not replace(sent(1), template=True).takes_a_place
