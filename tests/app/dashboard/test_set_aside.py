"""Deliveries set aside, and the banners on every page."""

from sqlalchemy.orm import Session, sessionmaker

from app.tables import Classifier, Delivery
from tests.app.dashboard.inbox import Shop, Visitor

SECRET = b'{"text":"what the customer wrote"}'


def test_it_is_listed_with_its_size_and_error_and_never_its_content(supervisor: Visitor, shop: Shop) -> None:
    number = shop.set_aside(SECRET, "field 'calls' is <b>not</b> known")
    shown = supervisor.get("/set-aside").text
    assert f'data-delivery-id="{number}"' in shown
    assert f"{len(SECRET)} Bytes" in shown
    assert "&lt;b&gt;not&lt;/b&gt;" in shown
    assert "customer wrote" not in shown


def test_trying_again_makes_it_due(supervisor: Visitor, shop: Shop, sessions: sessionmaker[Session]) -> None:
    number = shop.set_aside()
    assert supervisor.post(f"/set-aside/{number}/retry").headers["Location"] == "/set-aside"
    with sessions() as session:
        delivery = session.get_one(Delivery, number)
    assert (delivery.set_aside_at, delivery.error, delivery.attempts, delivery.taken_in_at) == (None, None, 0, None)
    assert supervisor.woken == ["intake"]
    assert "Nichts liegt beiseite" in supervisor.get("/set-aside").text


def test_one_that_is_not_set_aside_is_left_alone(
    supervisor: Visitor, shop: Shop, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        session.add(Delivery(body=b"{}", attempts=2, taken_in_at=shop.now))
    supervisor.post("/set-aside/1/retry")
    with sessions() as session:
        assert session.get_one(Delivery, 1).taken_in_at


def test_agents_see_the_banner_and_not_the_page(agent: Visitor, shop: Shop) -> None:
    number = shop.set_aside()
    assert "Bitte sagen Sie Ihrer Leitung Bescheid." in agent.get("/").text
    assert agent.get("/set-aside").status_code == 403
    assert agent.post(f"/set-aside/{number}/retry").status_code == 403


def test_the_banner_leads_supervisors_there_while_there_are_any(supervisor: Visitor, shop: Shop) -> None:
    assert 'data-testid="set-aside-banner"' not in supervisor.get("/").text
    shop.set_aside()
    assert "Eine Zustellung von WhatsApp" in supervisor.get("/").text
    shop.set_aside()
    assert "2 Zustellungen von WhatsApp" in supervisor.get("/").text
    assert '<a href="/set-aside">' in supervisor.get("/").text


def test_without_an_active_classifier_every_page_says_so(supervisor: Visitor, sessions: sessionmaker[Session]) -> None:
    for path in ("/", "/set-aside"):
        assert "lotse train" in supervisor.get(path).text
    with sessions.begin() as session:
        session.add(Classifier(version="1", active=True, facts={}, artefact=b"", hmac=""))
    assert "lotse train" not in supervisor.get("/").text
