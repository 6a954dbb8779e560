"""Details that a customer wrote stand beside the conversation."""

from datetime import date

from app.dashboard.details import found
from tests.app.dashboard.inbox import Shop, Visitor
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message


def test_agents_see_what_the_customer_named(agent: Visitor, shop: Shop) -> None:
    lotse = Lotse(shop.sessions, predicts("complaint"))
    lotse.receive(text_message("bestellung #47110815, 12,50 € zu viel, IBAN DE89 3704 0044 0532 0130 00"))
    lotse.work()
    page = agent.get("/conversations/1").text
    card = page[page.index('data-testid="details"') : page.index("</dl>", page.index('data-testid="details"'))]
    assert "#47110815" in card
    assert "Bestellnummer" in card
    assert "12,50 €" in card
    assert "DE** … 3000" in card
    assert "0532" not in card


def test_nothing_is_shown_where_nothing_was_named(agent: Visitor, shop: Shop) -> None:
    lotse = Lotse(shop.sessions, predicts("complaint"))
    lotse.receive(text_message("das ist eine frechheit"))
    lotse.work()
    assert 'data-testid="details"' not in agent.get("/conversations/1").text


def test_nobody_said_anything() -> None:
    assert found([], {}, date(2026, 11, 28)) == []
