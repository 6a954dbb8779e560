"""The page of what messages cost: a month's sum, by day and by topic, its budget."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import clock, months
from app.dashboard import costs, costs_view, intents
from app.months import Month
from app.playbook.rules import Cost
from app.prices import Sent
from app.tables import Decision, Person
from tests.app.dashboard.inbox import Shop, Visitor

BILLED = {"type": "regular", "category": "service"}
FREE = {"type": "free_customer_service", "category": "service"}


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def cells(page: str, row: str) -> str:
    found = re.search(rf'<tr data-testid="{row}.*?</tr>', page, re.DOTALL)
    return words(found[0]) if found else ""


@pytest.fixture
def month(sessions: sessionmaker[Session]) -> Month:
    with sessions() as session:
        return months.of(clock.now(session))


def fill(shop: Shop, month: Month, anna: Person, free: int = 2, billed: int = 3, by_people: int = 1) -> None:
    """Answers on opening hours and people's messages, all on the month's first day."""
    at, conversation = month.begins + timedelta(minutes=1), shop.conversation(said=None)
    with shop.sessions.begin() as session:
        decision = Decision(conversation_id=conversation, kind="answer", intent="opening_hours")
        session.add(decision)
        session.flush()
        decision_id = decision.id
    for number in range(free + billed + by_people):
        shop.customer_says(conversation, f"offen? {number}", decision_id=decision_id)
        person = anna if number >= free + billed else None
        shop.we_say(conversation, "ja", "delivered", person, sent_at=at, pricing=FREE if number < free else BILLED)


def test_a_month_is_shown_with_what_was_free_billed_and_paid(
    supervisor: Visitor, shop: Shop, anna: Person, month: Month
) -> None:
    fill(shop, month, anna)
    page = supervisor.get("/costs").text
    shown = words(page)

    assert "Gesendet 6 5 von Lotse, 1 von Menschen" in shown
    assert "Frei 2 Berechnet 4 Kosten 0,18 €" in shown
    assert "Es gilt die Rechnung von Meta." in shown
    assert 'data-testid="estimated"' not in page
    assert cells(page, 'topic" data-intent="opening_hours').endswith("5 2 3 0,14 €")
    assert cells(page, "people").endswith("1 0 1 0,05 €")
    assert cells(page, "sum").endswith("6 2 4 0,18 €")
    assert cells(page, f'day" data-day="{month.first}').endswith("6 2 4 0,18 €")
    assert len(re.findall('<rect class="billed"', page)) == len(month.days)


def test_what_whatsapp_has_not_reported_is_estimated_and_said(
    supervisor: Visitor, shop: Shop, anna: Person, month: Month
) -> None:
    conversation = shop.conversation()
    shop.we_say(conversation, "ja", "sent", sent_at=month.begins)
    page = supervisor.get("/costs").text

    assert "noch nichts gemeldet hat: 1." in page
    assert "Ohne Anliegen" in page


def test_months_before_can_be_looked_at_back_to_the_first_billed_one(
    supervisor: Visitor, shop: Shop, anna: Person, month: Month, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(costs, "FIRST", month.before)
    fill(shop, month.before, anna)
    now = supervisor.get("/costs").text
    assert "In diesem Monat ist keine Nachricht hinausgegangen." in now
    assert f'href="/costs?month={month.before.name}"' in now
    assert 'data-testid="after"' not in now
    before = supervisor.get(f"/costs?month={month.before.name}").text
    assert "Gesendet 6" in words(before)
    assert f'href="/costs?month={month.name}"' in before
    assert 'data-testid="before"' not in before
    assert 'data-testid="foreseen"' not in before


@pytest.mark.parametrize("asked", ["", "nonsense", "2026-13", "2026-00", "0001-01", "9999-12", "2026-1", "²026-11"])
def test_a_month_that_there_is_not_is_the_current_one(supervisor: Visitor, asked: str) -> None:
    page = supervisor.get(f"/costs?month={asked}")
    assert page.status_code == 200
    assert "bis jetzt" in page.text


def test_only_supervisors_look(agent: Visitor) -> None:
    assert agent.get("/costs").status_code == 403
    assert 'data-testid="costs-link"' not in agent.get("/").text


def test_every_page_leads_to_it(supervisor: Visitor) -> None:
    assert 'data-testid="costs-link"' in supervisor.get("/").text
    assert 'href="/costs"' in supervisor.get("/channel").text


@pytest.mark.parametrize(
    ("budget", "said"),
    [(None, "Keines gesetzt."), (1.0, "4,00 € von 1,00 € (400 %)."), (16.0, "4,00 € von 16,00 € (25 %).")],
)
def test_how_much_of_the_budget_is_spent(
    supervisor: Visitor,
    shop: Shop,
    anna: Person,
    month: Month,
    monkeypatch: pytest.MonkeyPatch,
    budget: float | None,
    said: str,
) -> None:
    monkeypatch.setattr(intents, "cost", lambda: Cost(price=1.0, budget=budget))
    fill(shop, month, anna)
    assert said in words(supervisor.get("/costs").text)


def test_the_months_end_is_foreseen_once_a_day_is_over(month: Month) -> None:
    seen = costs_view.month
    told = [Sent(1, month.first, "bot", False, "regular", 10)]
    half = month.begins + (month.ends - month.begins) / 2
    assert seen(told, month, Cost(), month.begins + timedelta(hours=23)).foreseen is None
    assert seen(told, month, Cost(free=0), half).foreseen == seen(told * 2, month, Cost(free=0), month.ends).whole
    assert seen(told, month, Cost(), month.ends).foreseen is None


def test_in_english(supervisor: Visitor, shop: Shop, anna: Person, month: Month) -> None:
    supervisor.post("/language", language="en")
    fill(shop, month, anna)
    shown = words(supervisor.get("/costs").text)
    assert "Sent 6 5 by Lotse, 1 by people" in shown
    assert "Meta’s invoice is what counts." in shown
