"""What Lotse is about to say, counted down in a real browser, and stopped."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from app import clock
from app.tables import Conversation, Person
from tests.app.dashboard.inbox import Shop
from tests.browser.inbox.desk import SECOND, Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]
END = "box => box.scrollHeight - box.scrollTop - box.clientHeight"
TEXT = "Wir haben heute bis 18 Uhr für Sie geöffnet, samstags bis 14 Uhr. Sie erreichen hier auch einen Menschen."


def announce(shop: Shop, number: int, seconds: float, **plan: Any) -> None:
    with shop.sessions.begin() as session:
        talk = session.get_one(Conversation, number)
        talk.plan = {"kind": "answer", "text": TEXT, "reason": None, "intent": "opening_hours", **plan}
        talk.due_at = clock.now(session) + timedelta(seconds=seconds)


def test_it_counts_down_by_the_servers_clock_and_stop_is_one_key_away(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation("moin", owner="bot")
    for line in range(30):
        shop.customer_says(number, f"Frage {line}: wie lange habt ihr offen?")
    page = desk.page()
    page.clock.install()
    page.clock.set_system_time("2031-01-01T00:00:00Z")  # the browser's clock is years off
    page.goto(f"{desk.address}/sign-in?next=/conversations/{number}")
    page.get_by_label("E-Mail").fill(anna.email)
    page.get_by_label("Passwort").fill("correct horse battery")
    page.locator("main button").click()
    expect(page.get_by_test_id("announced")).to_have_count(0)
    announce(shop, number, 40)
    page.clock.run_for(2 * SECOND)
    seconds = page.locator("#announced-seconds")
    expect(seconds).to_have_text("40")
    page.clock.run_for(3 * SECOND)
    expect(seconds).to_have_text("37")
    expect(page.locator("#announced-said")).to_have_text(f"Lotse antwortet gleich: {TEXT}")
    assert faults(page) == []
    assert page.evaluate(f"({END})(document.getElementById('scroller'))") < 2  # the last message is still seen

    page.get_by_test_id("announced-stop").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("announced")).to_have_count(0)
    expect(page.get_by_test_id("owner")).to_have_text("Wartet auf einen Menschen")
    expect(page.get_by_test_id("event")).to_contain_text("anna hat angehalten")
    assert shop.read(number).reason == "stopped"


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("wide-de", {}),
        ("narrow-en-dark", {"locale": "en-GB", "color_scheme": "dark", "viewport": {"width": 320, "height": 700}}),
    ],
)
def test_the_bar_fits_and_is_accessible(desk: Desk, shop: Shop, anna: Person, name: str, look: dict[str, Any]) -> None:
    answers, asks, goes = (
        shop.conversation("wie lange offen?", customer, owner="bot", changed_at=shop.ago(9))
        for customer in ("Kim", "Ilse", "Pat")
    )
    announce(shop, answers, 20)
    announce(shop, asks, 20, kind="ask", text="Geht es um Ihre Bestellung oder um eine Rückgabe?")
    announce(shop, goes, 20, kind="escalate", text=None, reason="unsure")
    width = look.get("viewport", {"width": 1400})["width"]
    page = desk.signed_in(path="/?tab=bot", **look)
    picture(page, f"undo-list-{name}")
    for what, number in (("answer", answers), ("ask", asks), ("escalate", goes)):
        page.goto(f"{desk.address}/conversations/{number}?tab=bot")
        expect(page.get_by_test_id("announced")).to_be_visible()
        picture(page, f"undo-{what}-{name}")
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
