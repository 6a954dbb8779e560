"""The page of what is set aside, in a real browser: nothing runs over, and its button works."""

from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session, sessionmaker

from tests.app.dashboard.inbox import Shop, add_person
from tests.app.dashboard.test_turns_set_aside import fails_on_poison
from tests.browser.inbox.desk import Desk, faults
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]


@pytest.fixture
def poisoned(sessions: sessionmaker[Session], shop: Shop) -> Lotse:
    """Two messages set aside, one of them taken by a person, and a delivery."""
    lotse = Lotse(sessions, fails_on_poison)
    lotse.receive(text_message("mein gift", "491"))
    lotse.work()
    taken = {"owner": "waiting", "reason": "unsure", "waiting_since": shop.now}
    conversation_id = shop.conversation("hilfe", **taken)
    shop.set_aside_turn(conversation_id, error=None)
    shop.set_aside(error="1 not understood: a message without a sender")
    return lotse


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_runs_over(
    desk: Desk, poisoned: Lotse, sessions: sessionmaker[Session], width: int, scheme: str, language: str
) -> None:
    add_person(sessions, "carl@example.com", "supervisor")
    look: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "locale": language}
    page = desk.signed_in("carl@example.com", "/set-aside", **look)

    expect(page.get_by_test_id("turn-set-aside")).to_have_count(2)
    expect(page.get_by_test_id("retry-turn")).to_have_count(1)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_button_brings_the_message_back_to_lotse(
    desk: Desk, poisoned: Lotse, sessions: sessionmaker[Session]
) -> None:
    add_person(sessions, "carl@example.com", "supervisor")
    page = desk.signed_in("carl@example.com", "/set-aside")
    page.get_by_test_id("retry-turn").click()
    expect(page.get_by_test_id("turn-set-aside")).to_have_count(1)
    poisoned.classify = predicts("opening_hours")
    poisoned.work()

    assert [message.outcome for message in poisoned.inbound() if message.text == "mein gift"] == ["answered"]
