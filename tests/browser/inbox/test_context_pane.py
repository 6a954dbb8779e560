"""The pane beside the conversation and the contact's page, in a real browser, with the keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from app.tables import Conversation, Correction, Decision, Event, Message, Note, Person
from tests.app.dashboard.inbox import Shop, add_person
from tests.browser.inbox.desk import Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]

WHY = {
    "near": [{"text": "wo bleibt mein paket", "intent": "order_status", "likeness": 0.83}],
    "words": ["rechnung", "bleibt"],
    "margin": 0.12,
}
LONG = "Rechnungsadressenänderungsformular " * 6 + "x" * 120 + " <b>hier</b>"


@pytest.fixture
def judged(shop: Shop, anna: Person) -> int:
    """A conversation that came back after an earlier visit, with a judgement to be put right."""
    number = shop.conversation("wo bleibt die rechnung 47110815", phone="4915112345678", reason="unsure", minutes=9)
    shop.decision(number, kind="answer", intent="opening_hours", created_at=shop.ago(9000))
    shop.event(number, "resolved", person_id=anna.id, at=shop.ago(8990))
    given = {"intent": "order_status", "confidence": 0.61, "runner_up": "refund_status", "language": "de"}
    shop.decision(number, reason="unsure", because=WHY, suggestion="Ihr Paket ist unterwegs.", **given)
    shop.we_say(
        number, "Guten Tag! Ich sehe gleich nach. " + LONG, "sent", written_at=shop.ago(8), stored_at=shop.ago(8)
    )
    with shop.sessions.begin() as session:
        session.get_one(Conversation, number).visit_at = shop.ago(10)
        session.execute(update(Message).where(Message.direction == "in").values(decision_id=2))
        session.add(Note(conversation_id=number, person_id=anna.id, text=LONG, written_at=shop.now))
    return number


def newest(shop: Shop) -> Correction | None:
    with shop.sessions() as session:
        return session.scalars(select(Correction).order_by(Correction.id.desc())).first()


def test_the_topic_is_put_right_by_one_press_and_another_undoes_it(desk: Desk, shop: Shop, judged: int) -> None:
    page = desk.signed_in(path=f"/conversations/{judged}")
    page.get_by_test_id("chip").nth(1).click()
    expect(page.get_by_test_id("corrected")).to_contain_text("Von Ihnen korrigiert zu Stand einer Erstattung")
    expect(page.get_by_test_id("chip").nth(1)).to_be_focused()
    expect(page.locator('[data-kind="corrected"]')).to_have_count(1)
    page.get_by_test_id("chip").first.press("Enter")
    expect(page.get_by_test_id("corrected")).to_contain_text("bestätigt")
    assert (found := newest(shop)) is not None
    assert (found.kind, found.intent) == ("confirmed", "order_status")


def test_any_topic_is_found_by_typing_even_where_the_card_is_folded(desk: Desk, shop: Shop, judged: int) -> None:
    page = desk.signed_in(path=f"/conversations/{judged}", viewport={"width": 1000, "height": 800})
    expect(page.get_by_test_id("chip").first).to_be_hidden()
    expect(page.locator("html")).to_have_attribute("data-keys", "")
    page.keyboard.press("i")
    expect(page.get_by_test_id("correct-filter")).to_be_focused()
    page.keyboard.type("rü")  # stands in "Begrüßung" as well
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("corrected")).to_contain_text("Rückgabe")
    expect(page.get_by_test_id("correct-open")).to_be_focused()
    assert (found := newest(shop)) is not None
    assert found.intent == "return_item"


@pytest.mark.parametrize(("width", "scheme", "language"), [(1400, "light", "de"), (390, "dark", "en")])
def test_axe_finds_nothing_and_nothing_runs_over(
    desk: Desk, shop: Shop, sessions: sessionmaker[Session], judged: int, width: int, scheme: str, language: str
) -> None:
    add_person(sessions, "dora@example.com", "admin")
    look: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "locale": language}
    page = desk.signed_in("dora@example.com", f"/conversations/{judged}", **look)
    page.evaluate("document.querySelectorAll('#card, #correct-others').forEach((one) => { one.open = true })")
    page.get_by_test_id("add-also").select_option("refund_status")
    page.get_by_test_id("adding").click()
    expect(page.get_by_test_id("corrected")).not_to_be_empty()
    for name, address in (("pane", None), ("contact", "/contacts/1")):
        if address:
            page.goto(f"{desk.address}{address}")
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        picture(page, f"{name}-{language}-{width}-{scheme}")
    page.locator("#typed").fill("1")
    page.get_by_test_id("erase").press("Enter")
    expect(page.get_by_test_id("erased")).to_be_visible()
    with shop.sessions() as session:
        assert session.scalars(select(Event).where(Event.kind == "erased")).one()
        assert session.scalars(select(Decision.suggestion).where(Decision.suggestion.is_not(None))).all() == []
    picture(page, f"erased-{language}-{width}-{scheme}")


def test_beside_an_open_card_a_phone_still_shows_the_history_above_the_composer(
    desk: Desk, shop: Shop, judged: int
) -> None:
    page = desk.signed_in(path=f"/conversations/{judged}", viewport={"width": 390, "height": 700})
    page.locator("#card > summary").click()
    history, composer = (page.locator(part).bounding_box() for part in ("#scroller", "#composer-area"))
    assert history
    assert composer
    assert history["height"] >= 80
    assert history["y"] + history["height"] <= composer["y"] + 1
