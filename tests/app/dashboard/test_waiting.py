"""How long somebody waits, by the hours of the business, and when they should have an answer."""

from datetime import UTC, datetime, timedelta

import pytest

from app.dashboard import listed_said, row_shown, waiting
from app.dashboard.translation import translator
from app.dashboard.waiting import ReplyDue
from app.hours import Hours
from app.spans import Span
from tests.app.dashboard.inbox import Shop, Visitor

NINE_TO_SIX = (Span(opens=9 * 60, closes=18 * 60),)
HOURS = Hours(monday=NINE_TO_SIX, friday=NINE_TO_SIX)
FRIDAY_HALF_PAST_FIVE = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
MONDAY_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_nights_and_days_off_are_not_waited_through() -> None:
    assert waiting.waited(FRIDAY_HALF_PAST_FIVE, MONDAY_TEN, HOURS) == timedelta(hours=1, minutes=30)
    assert waiting.waited(FRIDAY_HALF_PAST_FIVE, MONDAY_TEN, None) == MONDAY_TEN - FRIDAY_HALF_PAST_FIVE


@pytest.mark.parametrize(
    ("waits", "due"),
    [
        (timedelta(minutes=20), None),
        (timedelta(minutes=40), ReplyDue("soon", timedelta(minutes=20))),
        (timedelta(minutes=75), ReplyDue("over", timedelta(minutes=15))),
    ],
)
def test_an_answer_is_due_soon_or_overdue(waits: timedelta, due: ReplyDue | None) -> None:
    assert waiting.reply_due(waits, HOUR) == due
    assert waiting.reply_due(waits, timedelta(0)) is None


def test_a_day_of_business_hours_is_said_in_hours() -> None:
    assert translator("de").worked(timedelta(hours=40)) == "40 Std."
    assert translator("de").worked(timedelta(minutes=90)) == "1 Std. 30 Min."


def test_a_row_says_when_the_answer_is_due_in_words(
    agent: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.conversation(minutes=44.5)
    shop.conversation(minutes=90.5)
    page = agent.get("/").text
    assert "Antwort in 15 Min." in page
    assert "Antwort überfällig, 30 Min." in page
    monkeypatch.setattr(listed_said.intents, "hours", lambda: Hours())
    row_shown._written.clear()  # hours come with a playbook, and what is kept goes with that
    page = agent.get("/").text
    assert "wartet unter 1 Min." in page
    assert "Antwort überfällig" not in page
