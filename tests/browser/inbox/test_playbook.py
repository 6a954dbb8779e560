"""The playbook's pages in a real browser: changed by keyboard, tried out, and as people see them."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session, sessionmaker

from app import clock, trying
from app import playbook as playbooks
from app.playbook import editing, versions
from app.playbook.versions import Change
from tests.app.dashboard.inbox import add_person
from tests.browser.inbox.desk import Desk, faults, picture
from tests.certified import certify
from tests.lotse import TALKING, predicts

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]

INTENT = "/playbook/intents/order_status"
HOSTILE = "<img src=x onerror=alert(1)> \u202e" + "x" * 120


@pytest.fixture
def dora(sessions: sessionmaker[Session]) -> str:
    """An admin; a version of hers holds, with a hostile text in it."""
    person = add_person(sessions, "dora@example.com", "admin")
    certify(sessions, TALKING.intents)
    answers = {"answers": {"de": f"{HOSTILE} {{{{unknown}}}} {{{{order_number}}}}", "en": "Answer {{tracking_link}}"}}
    with sessions.begin() as session:
        for edit in (
            lambda files: editing.intent(files, "order_status", {}, answers),
            lambda files: editing.add_examples(files, "order_status", "de", [HOSTILE]),
        ):
            began, change = versions.newest(session), Change("intent", "order_status", training=True)
            versions.save(session, began, edit, change, person.id, clock.now(session))
    playbooks.forget()
    return person.email


def test_an_answer_is_changed_by_keyboard_and_holds(desk: Desk, dora: str) -> None:
    page = desk.signed_in(dora, "/playbook?q=bestellstatus")
    page.get_by_role("link", name="Bestellstatus", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("[id='answers.de']").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Kurz und gut.")
    page.get_by_test_id("save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("saved")).to_contain_text("Version 3")
    assert playbooks.current().playbook.intents["order_status"].answers["de"] == "Kurz und gut."


def test_a_message_is_tried_out_and_the_page_finds_out_by_itself(
    desk: Desk, dora: str, sessions: sessionmaker[Session]
) -> None:
    page = desk.signed_in(dora, "/playbook/try")
    page.get_by_test_id("try-text").fill("wann habt ihr offen")
    page.get_by_test_id("try").click()
    expect(page.get_by_test_id("pending")).to_be_visible()
    trying.try_due(sessions, predicts("opening_hours"), TALKING)
    expect(page.get_by_test_id("tried")).to_have_attribute("data-kind", "answer")
    expect(page.get_by_test_id("says")).to_contain_text("Montag bis Freitag")
    expect(page.get_by_test_id("certainty")).to_contain_text(re.compile("99"))


@pytest.mark.parametrize(("width", "scheme", "language"), [(1400, "light", "de"), (390, "dark", "en")])
def test_axe_finds_nothing_and_nothing_runs_over(
    desk: Desk, sessions: sessionmaker[Session], dora: str, width: int, scheme: str, language: str
) -> None:
    look: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "locale": language}
    page = desk.signed_in(dora, "/playbook", **look)
    paths = ("", "/intents/order_status", "/new", "/intents/order_status/delete", "/business", "/hours", "/import")
    for path in (*paths, "/versions", "/versions/2", "/versions/1", "/training", "/try"):
        page.goto(f"{desk.address}/playbook{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        picture(page, f"playbook{path.replace('/', '-')}-{language}-{width}-{scheme}")
        assert faults(page) == [], path
    page.get_by_test_id("try-text").fill("wann habt ihr offen")
    page.get_by_test_id("try").click()
    trying.try_due(sessions, predicts("complaint"), TALKING)
    expect(page.get_by_test_id("tried")).to_be_visible()
    picture(page, f"playbook-tried-{language}-{width}-{scheme}")
    assert faults(page) == []
