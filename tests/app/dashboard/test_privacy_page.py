"""The supervisors' page on what is kept how long and what the nights removed."""

from datetime import timedelta

from app.tables import Night, Tombstone
from tests.app.dashboard.inbox import Shop, Visitor


def test_it_says_the_periods_and_that_no_night_was_yet(supervisor: Visitor, shop: Shop) -> None:
    page = supervisor.get("/privacy").text
    assert 'data-testid="kept-messages">180 Tage' in page
    assert 'data-testid="kept-deliveries">14 Tage' in page
    assert 'data-testid="no-nights"' in page
    assert 'data-testid="late"' not in page


def test_it_says_what_the_last_nights_removed_and_how_many_were_erased(supervisor: Visitor, shop: Shop) -> None:
    with shop.sessions.begin() as session:
        day, removed = shop.now.date(), {"messages": 12, "contacts": 1}
        session.add(Night(day=day, began_at=shop.now, done_at=shop.now, removed=removed))
        session.add(Night(day=day + timedelta(days=1), began_at=shop.now, removed={}))
        at = {"until": shop.now, "erased_at": shop.now}
        session.add_all([Tombstone(mark="1", **at), Tombstone(mark="2", **at)])
    page = supervisor.get("/privacy").text
    assert "Nachrichten: 12, Kontakte: 1" in page
    assert "noch nicht fertig" in page
    assert "nichts war zu alt" not in page
    assert "1 Kontakt wurde auf Wunsch gelöscht." in page


def test_it_warns_when_the_nights_do_not_come(supervisor: Visitor, shop: Shop) -> None:
    for days, late in ((3, True), (1, False)):
        before = shop.now - timedelta(days=days)
        with shop.sessions.begin() as session:
            session.add(Night(day=before.date(), began_at=before, done_at=before, removed={}))
        assert ('data-testid="late"' in supervisor.get("/privacy").text) is late


def test_agents_do_not_see_it(agent: Visitor) -> None:
    assert agent.get("/privacy").status_code == 403
    assert "/privacy" not in agent.get("/").text
