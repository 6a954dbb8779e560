"""The ledger's pages in a real browser, in every width, colour and language."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from app.dashboard import banners
from app.ledger.check import check
from app.tables import Conversation, Delivery, LedgerCheck, Message
from app.whatsapp.errors import NotSent, Refused
from tests.app.dashboard.inbox import Shop, add_person
from tests.app.ledger.breaking import change
from tests.browser.inbox.desk import Desk, faults, picture
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]


def full_of_everything(sessions: sessionmaker[Session], shop: Shop) -> None:
    """A busy day and the days before, one message unexplained, one overdue, one with people, a delivery set aside.

    One answer failed after three attempts, and the clock has not checked anything for long.
    """
    lotse = Lotse(sessions)
    for ago in range(9, -1, -1):
        lotse.classify = predicts("opening_hours")
        lotse.receive(*(text_message("habt ihr offen?", f"4915{ago:02}{n:06}") for n in range(3 + ago % 4)))
        lotse.receive(text_message("hallo", f"49152{ago}"), text_message("wo ist es?", f"49152{ago}"))
        lotse.work()
        lotse.classify = predicts("order_status", 0.3)
        lotse.receive(text_message("wo bleibt mein paket", f"49153{ago}"))
        lotse.work()
        if ago:
            with sessions.begin() as session:
                session.execute(update(Message).values(stored_at=Message.stored_at - timedelta(days=1)))
    change(lotse, lotse.outbound()[-1].id, status="cancelled")
    lotse.graph.results = [NotSent(131000, "something went wrong")] * 2 + [Refused(131026, "cannot be delivered")]
    lotse.classify = predicts("opening_hours")
    lotse.receive(text_message("wann habt ihr offen?", "49155"))
    for _ in range(3):
        lotse.work()
        with sessions.begin() as session:
            session.execute(update(Message).where(Message.status == "queued").values(due_at=shop.ago(1)))
    lotse.settle()
    lotse.receive(text_message("noch da?", "49154"))
    with sessions.begin() as session:
        session.execute(update(Conversation).values(due_at=shop.ago(10)))
        session.add(Delivery(body=b"{}", stored_at=shop.ago(9)))
    shop.set_aside()
    check(sessions)
    with sessions.begin() as session:
        session.execute(update(LedgerCheck).values(checked_at=shop.ago(6)))


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "de"), (360, "dark", "en")])
def test_axe_finds_nothing_and_nothing_runs_over(
    desk: Desk,
    shop: Shop,
    sessions: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    scheme: str,
    language: str,
) -> None:
    monkeypatch.setattr(banners, "BEGAN", time.monotonic() - 360)  # seconds: a clock has had its time
    add_person(sessions, "carl@example.com", "supervisor")
    look: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "locale": language}
    page = desk.signed_in("carl@example.com", path="/ledger", **look)
    expect(page.get_by_test_id("nothing")).to_be_visible()
    assert faults(page) == []
    picture(page, f"empty-{language}-{width}-{scheme}")
    full_of_everything(sessions, shop)
    first = an_escalated_one(sessions)
    failed = one_that_failed(sessions)
    paths = ("/ledger", *(f"/ledger/message?id={number}" for number in (first, failed, 99999)), "/channel")
    for path in paths:
        page.goto(f"{desk.address}{path}")
        expect(page.get_by_test_id("unchecked")).to_be_visible()
        assert faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        picture(page, f"{re.sub('[^a-z0-9]+', '-', path)}-{language}-{width}-{scheme}")


def one_that_failed(sessions: sessionmaker[Session]) -> int:
    with sessions() as session:
        return session.scalars(select(Message.id).where(Message.status == "failed")).one()


def an_escalated_one(sessions: sessionmaker[Session]) -> int:
    with sessions() as session:
        return session.scalars(select(Message.id).where(Message.outcome == "escalated").order_by(Message.id)).all()[-1]


def test_without_a_script_a_day_and_a_message_are_found(
    desk: Desk, shop: Shop, sessions: sessionmaker[Session]
) -> None:
    add_person(sessions, "carl@example.com", "supervisor")
    full_of_everything(sessions, shop)
    page = desk.signed_in("carl@example.com", java_script_enabled=False)
    page.get_by_test_id("menu").click()
    page.get_by_test_id("ledger-link").click()
    expect(page.get_by_test_id("unexplained")).to_contain_text("Eine Nachricht ist ungeklärt")
    page.get_by_role("link", name="Tag davor").click()
    expect(page.get_by_test_id("balanced")).to_be_visible()
    page.get_by_test_id("search").fill("1")
    page.get_by_role("button", name="Weg zeigen").click()
    expect(page.get_by_test_id("step").last).to_contain_text("Gesendet")
    page.get_by_test_id("ledger-seen").first.click()
    page.get_by_test_id("ledger-seen").first.click()
    expect(page.get_by_test_id("ledger-alarm")).to_have_count(0)
