"""The pages of API tokens and webhooks, in a real browser: nothing runs over, and secrets are shown where one looks."""

from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session, sessionmaker

from app.hooks import sending
from app.hooks.client import HookError
from tests.app.dashboard.inbox import Shop, add_person
from tests.browser.inbox.desk import Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]


def times_out(*_: object) -> int:
    raise HookError("timeout")


@pytest.mark.parametrize(("width", "scheme", "language"), [(1400, "light", "de"), (320, "dark", "en")])
def test_axe_finds_nothing_and_nothing_runs_over(
    desk: Desk, shop: Shop, sessions: sessionmaker[Session], width: int, scheme: str, language: str
) -> None:
    add_person(sessions, "dora@example.com", "admin")
    look: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "locale": language}
    page = desk.signed_in("dora@example.com", "/tokens", **look)

    def is_fine(name: str) -> None:
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        picture(page, f"{name}-{language}-{width}-{scheme}")

    is_fine("tokens-empty")
    page.get_by_test_id("add").press("Enter")
    page.locator("#name").fill("Warenwirtschaft und Versand")
    page.locator("[name=scope]").first.check()
    is_fine("tokens-form")
    page.get_by_test_id("add-go").click()
    expect(page.get_by_test_id("token")).to_contain_text("lotse_")
    is_fine("tokens-made")

    page.goto(f"{desk.address}/webhooks")
    is_fine("hooks-empty")
    page.get_by_test_id("add").press("Enter")
    page.locator("#url-new").fill(
        "https://93.184.216.34/a/rather/long/address/of/another/system?token=0123456789abcdef"
    )
    is_fine("hooks-form")
    page.get_by_test_id("add-go").click()
    expect(page.get_by_test_id("secret")).to_contain_text("whsec_")
    for post in (lambda *_: 200, times_out):
        page.get_by_test_id("test").click()
        assert sending.send_due(sessions, post) == 1
    page.goto(f"{desk.address}/webhooks")
    page.get_by_test_id("events").locator("summary").press("Enter")
    page.get_by_test_id("edit").press("Enter")
    expect(page.get_by_test_id("event")).to_have_count(2)
    is_fine("hooks-full")
