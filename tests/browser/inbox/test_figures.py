"""The supervisors' pages of today and of the reports in a real browser."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from sqlalchemy import insert
from sqlalchemy.orm import Session, sessionmaker

from app import clock
from app.dashboard import intents, today_costs
from app.tables import Decision, Event, Message
from tests.app.dashboard.inbox import Shop, add_person
from tests.browser.inbox.desk import SECOND, Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]

FIRST = 100_000  # of the messages' ids
VIEWS = ("overview", "topics", "responses", "resolutions")
TOPICS = ("opening_hours", "order_status", "return_item", "refund_status", "damaged_or_wrong_item")
REASONS = ("unsure", "locked", "wants_person", "with_person", "not_certified")


@pytest.fixture(autouse=True)
def counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today_costs, "FRESH", 0)


def a_month(shop: Shop) -> None:
    """Some forty messages a day, more at noon and on weekdays; people answer, resolve, and have some in hand."""
    people = [add_person(shop.sessions, f"{name}@example.com") for name in ("anna", "berta-von-und-zu-hohenlinden")]
    talks = [shop.conversation(said=None, owner="resolved", team="orders") for _ in range(40)]
    with shop.sessions.begin() as session:
        now = clock.now(session)
        decisions = [Decision(conversation_id=talks[0], kind="answer", intent=topic) for topic in TOPICS]
        session.add_all(decisions)
        session.flush()
        topics = [decision.id for decision in decisions]
    begin = now.astimezone(clock.ZONE).replace(hour=0, minute=0) - timedelta(days=35)
    heard, said, happened = [], [], []
    for nth in range(36 * 40):
        at = begin + timedelta(days=nth // 40, hours=6 + abs(nth * 7 % 40 - 18) ** 0.8, minutes=nth % 60)
        if at > now or (at.weekday() > 4 and nth % 3):
            continue
        to_people, talk, person = nth * 13 % 10 > 5, talks[nth * 17 % 40], people[nth % 2]
        common = {"conversation_id": talk, "inbox_id": 1}
        outcome = "escalated" if to_people else ("answered", "answered", "noted", "asked")[nth % 4]
        reason = REASONS[nth % 5] if to_people else None
        heard.append(
            {
                **common,
                "id": FIRST + nth,
                "direction": "in",
                "wamid": f"wamid.{nth}",
                "written_at": at,
                "stored_at": at,
                "outcome": outcome,
                "outcome_reason": reason,
                "decision_id": topics[nth * nth % 5],
            }
        )
        if to_people:
            later = at + timedelta(minutes=3 + nth * nth % 300)
            times = {"written_at": later, "stored_at": later, "sent_at": later}
            said.append(
                {
                    **common,
                    **times,
                    "direction": "out",
                    "author": "agent",
                    "person_id": person.id,
                    "status": "delivered",
                    "answers_id": FIRST + nth,
                    "callback_id": uuid4(),
                }
            )
            happened += [
                {"conversation_id": talk, "kind": kind, "person_id": person.id, "at": then}
                for kind, then in (("taken", later), ("resolved", later + timedelta(minutes=nth % 90)))
            ]
    with shop.sessions.begin() as session:
        session.execute(insert(Message), heard)
        session.execute(insert(Message), said)
        session.execute(insert(Event), happened)


def now(shop: Shop) -> None:
    shop.conversation(name="Kim mit einem sehr langen Namen " + "x" * 70, minutes=200)
    shop.conversation(name="Alex <b>Winter</b>", minutes=23 * 60)
    shop.conversation(name=None, minutes=2)


@pytest.mark.parametrize(("language", "scheme", "width"), [("de", "light", 1400), ("en", "dark", 390)])
def test_axe_finds_nothing_and_nothing_runs_over(
    desk: Desk, shop: Shop, monkeypatch: pytest.MonkeyPatch, language: str, scheme: Any, width: int
) -> None:
    monkeypatch.setattr(intents, "hours", lambda: None)
    add_person(shop.sessions, "carl@example.com", "supervisor")
    size = {"width": width, "height": 900}
    page = desk.signed_in("carl@example.com", "/today", color_scheme=scheme, locale=language, viewport=size)
    picture(page, f"today-empty-{language}")
    page.goto(f"{desk.address}/reports")
    picture(page, f"reports-empty-{language}")
    a_month(shop)
    now(shop)
    for path in ("/today", *(f"/reports?view={view}" for view in VIEWS)):
        page.goto(f"{desk.address}{path}")
        for summary in page.locator(".each-day summary").all():
            summary.click()
        assert faults(page) == [], path
        picture(page, f"figures-{path.strip('/').replace('?view=', '-')}-{language}")
        for narrow in (width, 320):
            page.set_viewport_size({"width": narrow, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= narrow, path
        page.set_viewport_size(size)


def test_today_updates_itself_and_says_so(desk: Desk, shop: Shop, sessions: sessionmaker[Session]) -> None:
    add_person(shop.sessions, "carl@example.com", "supervisor")
    page = desk.page()
    page.clock.install()
    page.goto(f"{desk.address}/sign-in?next=/today")
    page.locator("#email").fill("carl@example.com")
    page.locator("#password").fill("correct horse battery")
    page.locator("main button").click()
    page.wait_for_url(f"{desk.address}/today")
    expect(page.get_by_test_id("waiting").locator("b")).to_have_text("0")
    page.get_by_test_id("waiting").get_by_role("link").focus()
    shop.conversation(minutes=2)
    page.clock.run_for(10 * SECOND)
    expect(page.get_by_test_id("waiting").locator("b")).to_have_text("1")
    expect(page.locator("#today-said")).to_contain_text("Es warten: 1.")
    expect(page.get_by_test_id("waiting").get_by_role("link")).to_be_focused()
    page.route("**/today/parts", lambda route: route.abort())
    page.clock.run_for(10 * SECOND)
    expect(page.locator("#live-status")).to_be_visible()
    page.unroute("**/today/parts")
    page.clock.run_for(10 * SECOND)
    expect(page.locator("#live-status")).to_be_hidden()
