"""The page of the costs, and the switch that pauses all automatic messages, in a real browser."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from sqlalchemy import insert
from sqlalchemy.orm import Session, sessionmaker

from app import clock, months, pausing
from app.dashboard import intents
from app.playbook.rules import Cost
from app.tables import Decision, Message
from tests.app.dashboard.inbox import Shop, add_person
from tests.browser.inbox.desk import Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]

REASON = "Falsche Öffnungszeiten <b>im</b> Playbook, wir berichtigen sie gerade " + "x" * 60
TOPICS = ("opening_hours", "order_status", "return_item", "refund_status", "store_location", "damaged_or_wrong_item")


def a_month(shop: Shop, number: int = 1200) -> None:
    """As many messages over the month so far, more and more each day, some by people, the last ones not reported."""
    anna, conversation = add_person(shop.sessions), shop.conversation()
    with shop.sessions.begin() as session:
        now = clock.now(session)
        month = months.of(now)
        decisions = [Decision(conversation_id=conversation, kind="answer", intent=topic) for topic in TOPICS]
        session.add_all(decisions)
        session.flush()
        known = [decision.id for decision in decisions]
    asked = [shop.customer_says(conversation, f"frage {key}", decision_id=key) for key in known]
    rows = []
    for nth in range(number):
        at = month.begins + (now - month.begins) * (nth / number) ** 0.7
        by_anna = nth % 6 == 0
        rows.append(
            {
                "conversation_id": conversation,
                "inbox_id": 1,
                "direction": "out",
                "text": "ja",
                "status": "delivered",
                "answers_id": asked[int((nth * 7 % 100) ** 2 / 10000 * len(asked))],
                "part": nth,
                "author": "agent" if by_anna else "bot",
                "person_id": anna.id if by_anna else None,
                "callback_id": uuid4(),
                "written_at": at,
                "sent_at": at,
                "pricing": {"type": "free_customer_service" if nth < 1000 else "regular"} if nth < 1150 else None,
            }
        )
    with shop.sessions.begin() as session:
        session.execute(insert(Message), rows)


@pytest.mark.parametrize(("language", "scheme"), [("de", "light"), ("en", "dark")])
def test_axe_finds_nothing_and_nothing_runs_over(
    desk: Desk,
    shop: Shop,
    sessions: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
    scheme: Any,
    language: str,
) -> None:
    carl = add_person(sessions, "carl@example.com", "supervisor")
    page = desk.signed_in("carl@example.com", "/costs", color_scheme=scheme, locale=language)
    expect(page.get_by_test_id("nothing")).to_be_visible()
    picture(page, f"costs-empty-{language}-{scheme}")
    page.goto(f"{desk.address}/channel")
    assert faults(page) == []
    picture(page, f"channel-{language}-{scheme}")
    a_month(shop)
    monkeypatch.setattr(intents, "cost", lambda: Cost(budget=9.0))
    with sessions.begin() as session:
        now = clock.now(session)
        pausing.pause(session, carl, REASON, now - timedelta(minutes=3))
        pausing.note_budget(session, months.of(now).name)
    for path in ("/channel", "/costs"):
        page.goto(f"{desk.address}{path}")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            picture(page, f"pause-{path.strip('/')}-{language}-{width}-{scheme}")
    page.locator(".each-day summary").click()
    assert faults(page) == []


def test_an_open_page_shows_the_pause_by_itself_and_ends_it(
    desk: Desk, shop: Shop, sessions: sessionmaker[Session]
) -> None:
    add_person(sessions, "carl@example.com", "supervisor")
    inbox = desk.signed_in("carl@example.com")
    page = inbox.context.new_page()
    page.goto(f"{desk.address}/channel")
    page.get_by_test_id("pause-reason").fill(REASON)
    page.get_by_test_id("pause").click()
    expect(inbox.get_by_test_id("pause-banner")).to_contain_text("Alle Nachrichten kommen zu Menschen.")
    inbox.get_by_test_id("resume").click()
    expect(inbox.get_by_test_id("pause-banner")).to_have_count(0)
