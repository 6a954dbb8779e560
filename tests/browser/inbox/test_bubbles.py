"""What customers send and what we send, in a real browser."""

from datetime import timedelta
from typing import Literal

import pytest
from playwright.sync_api import ViewportSize, expect
from sqlalchemy.orm import Session, sessionmaker

from app.tables import Media, Message, Person
from tests.app.dashboard.inbox import Shop, add_person
from tests.app.dashboard.kinds import INBOUND, OUTBOUND
from tests.app.dashboard.pictures import png
from tests.browser.inbox.desk import Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]


def everything(shop: Shop, anna: Person) -> int:
    """A conversation with a message of every kind, and everything that can stand at one."""
    number = shop.conversation("Guten Tag", phone="4915112345678", minutes=59, owner="agent", assignee_id=anna.id)
    for (kind, text, content), _, _ in INBOUND:
        message_id = shop.customer_says(number, text, kind=kind, content=content, minutes=40)
        if kind in {"image", "sticker"}:
            shop.medium(message_id, png())
        if kind == "document":
            shop.medium(message_id, b"%PDF", mime_type="application/pdf", filename="rechnung.pdf")
    for state in ("due", "failed", "gone"):
        shop.medium(shop.customer_says(number, "Bild", kind="image", minutes=30), state=state, error="too_large")
    edited = shop.customer_says(
        number, "neu", minutes=20, edited_at=shop.now, versions=[{"text": "alt", "at": shop.ago(1).isoformat()}]
    )
    with shop.sessions() as session:
        wamid = session.get_one(Message, edited).wamid
    shop.customer_says(number, None, minutes=19, revoked_at=shop.now)
    shop.customer_says(number, "dazu", minutes=18, quotes_wamid=wamid)
    shop.reaction(number, edited, "👍")
    shop.reaction(number, edited, "🙏", anna)
    for (kind, text, content), _, _ in OUTBOUND:
        shop.we_say(number, text, "read", anna, kind=kind, content=content, written_at=shop.ago(10))
    shop.we_say(number, "vom Handy", "sent", author="phone", answers_id=None, callback_id=None)
    return number


@pytest.mark.parametrize(("width", "scheme", "locale"), [(1400, "light", "de-DE"), (320, "dark", "en-GB")])
def test_axe_finds_nothing_in_a_message_of_any_kind(
    desk: Desk, shop: Shop, sessions: sessionmaker[Session], width: int, scheme: str, locale: str
) -> None:
    anna = add_person(sessions, role="admin")
    number = everything(shop, anna)
    shop.stop()
    shop.notice("account_update", "ACCOUNT_RESTRICTION", grave=True)
    look = {"color_scheme": scheme, "locale": locale, "viewport": {"width": width, "height": 800}}
    page = desk.signed_in(anna.email, path=f"/conversations/{number}", **look)
    page.evaluate("document.querySelectorAll('#messages details:not(.react)').forEach(it => { it.open = true })")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_test_id("plus").locator("summary").click()
    assert faults(page) == []
    for mode in ("list", "buttons"):
        page.get_by_test_id(f"mode-{mode}").focus()
        page.keyboard.press("Space")
        assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{desk.address}/channel")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_picture_is_shown_and_enlarges(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation("davor")
    shop.medium(shop.customer_says(number, "so", kind="image"), png(640, 480))
    page = desk.signed_in(path=f"/conversations/{number}")
    shown = page.get_by_test_id("picture")
    expect(shown.locator("img")).to_have_js_property("naturalWidth", 640)
    shown.focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_test_id("viewer")
    expect(viewer).to_be_visible()
    expect(viewer.locator("img")).to_have_js_property("naturalWidth", 640)
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(shown).to_be_focused()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 360)])
def test_an_iban_is_hidden_until_somebody_asks_for_it(
    desk: Desk, shop: Shop, anna: Person, scheme: Literal["light", "dark"], width: int
) -> None:
    number = shop.conversation("Bitte das Geld auf DE89 3704 0044 0532 0130 00, danke!")
    size: ViewportSize = {"width": width, "height": 700}
    page = desk.signed_in(path=f"/conversations/{number}", color_scheme=scheme, viewport=size)
    bubble = page.locator(".message .text").first
    whole = bubble.get_by_text("0532 0130")
    expect(bubble).to_contain_text("DE** … 3000")
    expect(whole).to_be_hidden()
    picture(page, f"iban-{scheme}")
    bubble.get_by_role("checkbox", name="DE** … 3000").focus()
    assert faults(page) == []
    page.keyboard.press("Space")
    expect(whole).to_be_visible()
    expect(bubble.get_by_text("DE** … 3000")).to_be_hidden()
    picture(page, f"iban-{scheme}-open")


def test_opening_an_iban_moves_nothing_and_a_quote_keeps_it_hidden(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation("davor", owner="agent", assignee_id=anna.id)
    for minutes in range(50, 0, -1):
        shop.customer_says(number, f"Auf DE89 3704 0044 0532 0130 00, {minutes}", minutes=minutes)
    page = desk.signed_in(path=f"/conversations/{number}")
    last = page.locator(".message").last
    last.locator(".secret").click()
    expect(last.get_by_text("0532 0130")).to_be_visible()
    assert page.evaluate("[scrollY, document.body.scrollTop]") == [0, 0]
    expect(last).to_be_in_viewport()
    last.hover()
    last.get_by_test_id("quote").click()
    expect(page.get_by_test_id("quoting")).to_contain_text("Auf DE** … 3000, 1")


def test_a_failed_medium_is_fetched_again_on_demand(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation("davor")
    message_id = shop.customer_says(number, None, kind="image")
    still_there = {"meta_id": "1", "meta_id_until": shop.now + timedelta(days=1)}
    medium = shop.medium(message_id, state="failed", error="not_found", **still_there)
    page = desk.signed_in(path=f"/conversations/{number}")
    page.get_by_test_id("retry-medium").click()
    expect(page.locator('[data-testid="medium"][data-state="due"]')).to_contain_text("wird geladen")
    expect(page.get_by_test_id("problem")).to_have_text("")
    with shop.sessions.begin() as session:
        session.get_one(Media, medium).state = "gone"
    expect(page.locator('[data-state="gone"]')).to_contain_text("sieben Tage")


def test_a_quote_leads_to_what_it_answers(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation("davor", minutes=60)
    asked = shop.customer_says(number, "Haben Sie Größe M?", minutes=50)
    for count in range(25):
        shop.customer_says(number, f"Zeile {count}", minutes=40)
    with shop.sessions() as session:
        wamid = session.get_one(Message, asked).wamid
    shop.customer_says(number, "und?", quotes_wamid=wamid)
    page = desk.signed_in(path=f"/conversations/{number}")
    expect(page.locator(f"#message-{asked}")).not_to_be_in_viewport()
    page.get_by_test_id("quoted").click()
    expect(page.locator(f"#message-{asked}")).to_be_in_viewport()


def test_an_edit_and_a_deletion_show_while_one_looks(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation("davor")
    message_id = shop.customer_says(number, "am Montag")
    page = desk.signed_in(path=f"/conversations/{number}")
    with shop.sessions.begin() as session:
        message = session.get_one(Message, message_id)
        message.text, message.edited_at = "am Dienstag", shop.now
        message.versions = [{"text": "am Montag", "at": shop.now.isoformat()}]
    bubble = page.locator(f"#message-{message_id}")
    expect(bubble).to_contain_text("am Dienstag")
    expect(bubble.get_by_text("am Montag")).to_be_hidden()
    bubble.get_by_text("Früherer Text").click()
    expect(bubble.get_by_text("am Montag")).to_be_visible()
    with shop.sessions.begin() as session:
        message = session.get_one(Message, message_id)
        message.text, message.versions, message.revoked_at = None, None, shop.now
    expect(bubble.get_by_test_id("revoked")).to_contain_text("gelöscht")
    expect(bubble).not_to_contain_text("am Dienstag")


def test_our_buttons_and_lists_are_drawn_as_the_customer_sees_them(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation("davor")
    for (kind, text, content), _, _ in OUTBOUND[:2]:
        shop.we_say(number, text, "sent", anna, kind=kind, content=content)
    page = desk.signed_in(path=f"/conversations/{number}")
    expect(page.get_by_test_id("offered").locator("li")).to_have_text(["Ja, gern", "Lieber später"])
    choices = page.get_by_test_id("choices")
    expect(choices.get_by_text("Größe M")).to_be_hidden()
    choices.locator("summary").click()
    expect(choices.get_by_text("Größe M")).to_be_visible()


def test_a_stopped_number_is_a_red_banner_until_it_is_free(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation()
    page = desk.signed_in(path=f"/conversations/{number}")
    expect(page.get_by_test_id("stopped")).to_have_count(0)
    shop.stop()
    expect(page.get_by_test_id("stopped")).to_contain_text("Das Zugriffstoken")
    shop.stop(stopped_at=None)
    expect(page.get_by_test_id("stopped")).to_have_count(0)


def test_the_coordinates_are_copied(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation("davor")
    shop.customer_says(number, None, kind="location", content={"latitude": 52.52, "longitude": 13.405})
    page = desk.signed_in(path=f"/conversations/{number}", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieren").click()
    expect(page.get_by_role("button", name="Kopieren")).to_have_text("Kopiert")
    assert page.evaluate("navigator.clipboard.readText()") == "52.52000, 13.40500"
