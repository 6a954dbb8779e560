"""The pages of the certificates and of the samples, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session, sessionmaker

from app import checks, classifiers
from tests.app.dashboard.inbox import add_person
from tests.browser.inbox.desk import Desk, faults, picture
from tests.certified import certificate
from tests.lotse import Lotse
from tests.webhooks import text_message

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]

LONG = "ich hab da mal eine frage " * 12 + "‮🦄" + "x" * 200


@pytest.fixture
def full(sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> Lotse:
    """Certificates of every kind, and customers who were answered, all of them drawn."""
    monkeypatch.setattr(checks, "is_drawn", lambda message_id: True)
    proven = [
        certificate("opening_hours", checked=12, checked_right=12),
        certificate("order_status", certified=False, bound=0.91, missing=57),
        certificate("warranty_claim", bound=0.956),
        certificate("store_location", certified=False, bound=0.949, missing=4),
    ]
    with sessions.begin() as session:
        together = {"together": certificate("all together", 0.68, answered=9400, right=9210, bound=0.976)}
        facts = {"certificates": proven, "metrics": together}
        classifiers.store(session, classifiers.Artefact("test", b"", "", facts))
    lotse = Lotse(sessions, certified=None)
    for number, text in enumerate(("wann habt ihr auf?", LONG, "<b>offen</b>?")):
        lotse.receive(text_message(text, f"4915{number}"))
    lotse.work()
    return lotse


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "de"), (360, "dark", "en")])
def test_axe_finds_nothing_and_nothing_runs_over(
    desk: Desk, sessions: sessionmaker[Session], full: Lotse, width: int, scheme: str, language: str
) -> None:
    add_person(sessions, "carl@example.com", "supervisor")
    look: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "locale": language}
    page = desk.signed_in("carl@example.com", "/certificates", **look)
    expect(page.get_by_test_id("certificate")).to_have_count(5)
    for path in ("/certificates", "/checks", "/"):
        page.goto(f"{desk.address}{path}")
        assert faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        picture(page, f"{path.strip('/') or 'inbox'}-{language}-{width}-{scheme}")


def test_an_agent_judges_one_after_the_other(desk: Desk, sessions: sessionmaker[Session], full: Lotse) -> None:
    add_person(sessions, "berta@example.com")
    page = desk.signed_in("berta@example.com", "/")
    page.get_by_test_id("checks-link").click()
    expect(page.get_by_test_id("check")).to_have_count(3)
    page.get_by_test_id("right").first.click()
    expect(page.get_by_test_id("check")).to_have_count(2)
    page.locator("select").first.select_option("store_location")
    page.get_by_test_id("wrong").first.click()
    expect(page.get_by_test_id("check")).to_have_count(1)
    picture(page, "checks-of-an-agent")
