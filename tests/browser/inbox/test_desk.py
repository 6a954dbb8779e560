"""A conversation is worked on with keys, the menu and the palette, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.tables import Label, Person
from tests.app.dashboard.inbox import Shop
from tests.browser.inbox.desk import Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]


def see(page: Page, name: str, width: int) -> None:
    picture(page, name)
    assert faults(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def label(shop: Shop, name: str) -> None:
    with shop.sessions.begin() as session:
        session.add(Label(name=name))


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("wide-de", {}),
        ("narrow-en-dark", {"locale": "en-GB", "color_scheme": "dark", "viewport": {"width": 390, "height": 800}}),
    ],
)
def test_every_state_is_accessible(desk: Desk, shop: Shop, anna: Person, name: str, look: dict[str, Any]) -> None:
    width = look.get("viewport", {"width": 1400})["width"]
    label(shop, "Rückruf")
    number = shop.conversation(owner="agent", assignee_id=anna.id, team="orders", priority=2, reason="unsure")
    shop.we_say(number, "Guten Tag, gern!", "failed", anna, error_code=131026)
    page = desk.signed_in(path=f"/conversations/{number}?tab=mine", **look)
    see(page, f"desk-plain-{name}", width)
    page.get_by_test_id("more").click()
    page.locator("#more-snooze > summary").click()
    see(page, f"desk-menu-{name}", width)
    page.locator("#more-labels > summary").click()
    page.get_by_test_id("label").click()
    expect(page.get_by_test_id("done")).to_be_visible()
    expect(page.get_by_test_id("label-shown")).to_have_text("Rückruf")
    see(page, f"desk-done-{name}", width)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    see(page, f"desk-keys-{name}", width)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    see(page, f"desk-palette-{name}", width)
