"""A conversation is worked on with keys, the menu and the palette, in a real browser."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.tables import Label, Person, Read
from tests.app.dashboard.inbox import Shop
from tests.browser.inbox.desk import Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]


BREAKS_ONCE = """() => {
  const whole = Response.prototype.text;
  Response.prototype.text = function text() {
    if ("broken" in document.body.dataset || !this.url.includes("older=1")) return whole.call(this);
    document.body.dataset.broken = "";
    return Promise.reject(new TypeError("the line broke in the middle of it"));
  };
}"""
HEARS_WHAT_COMES = """() => new MutationObserver(() => {
  window.live ??= document.getElementById("scroller").getAttribute("aria-live");
}).observe(document.getElementById("messages"), { childList: true })"""


def see(page: Page, name: str, width: int) -> None:
    picture(page, name)
    assert faults(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def listens(page: Page) -> None:
    """The script is there: it is loaded after what can be seen."""
    expect(page.locator("html")).to_have_attribute("data-keys", "")


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
    expect(page.get_by_test_id("just-done")).to_be_visible()
    expect(page.get_by_test_id("label-shown")).to_have_text("Rückruf")
    see(page, f"desk-done-{name}", width)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    see(page, f"desk-keys-{name}", width)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    see(page, f"desk-palette-{name}", width)


def test_a_conversation_is_worked_on_with_nothing_but_keys(desk: Desk, shop: Shop, anna: Person) -> None:
    first, second = (shop.conversation(name=name, minutes=minutes) for name, minutes in (("Kim", 9), ("Pat", 5)))
    shop.conversation(name="Ilse Winter", owner="resolved")
    page = desk.signed_in()
    listens(page)
    page.keyboard.press("j")
    page.wait_for_url(f"**/conversations/{first}")
    expect(page.locator("#conversation-title")).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_test_id("composer")).to_be_focused()
    page.keyboard.type("aeuz")
    expect(page.get_by_test_id("composer")).to_have_value("aeuz")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.get_by_test_id("note-text")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.get_by_test_id("composer")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_test_id("composer")).to_have_value("aeuz\n/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(page.get_by_test_id("search")).to_be_focused()
    page.keyboard.press("Escape")

    page.keyboard.press("z")
    expect(page.get_by_role("button", name="Bis der Kunde schreibt")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("snoozed")).to_be_visible()
    expect(page.get_by_test_id("more")).to_be_focused()
    page.keyboard.press("u")
    expect(page.get_by_test_id("snoozed")).to_have_count(0)
    expect(page.get_by_test_id("event").last).to_contain_text("anna hat rückgängig gemacht: Zurückstellen")

    third = shop.conversation(name="Uli", minutes=3)
    page.goto(f"{desk.address}/conversations/{second}")
    listens(page)
    page.keyboard.press("Shift+E")
    page.wait_for_url(f"**/conversations/{third}*")
    expect(page.get_by_test_id("undo")).to_be_visible()
    expect(page.locator("#conversation-title")).to_be_focused()
    assert shop.read(second).owner == "resolved"
    listens(page)
    for key in ("n", "Escape", "a"):
        page.keyboard.press(key)
    expect(page.get_by_test_id("owner")).to_have_text("Bei Ihnen")
    expect(page.locator("#conversation-title")).to_be_focused()  # the composer is hidden beside a note
    for key in ("r", "Escape", "b"):
        page.keyboard.press(key)
    expect(page.get_by_test_id("owner")).to_have_text("Bei Lotse")
    expect(page.locator("#conversation-title")).to_be_focused()  # and the next key is a command again
    page.keyboard.press("u")
    expect(page.get_by_test_id("owner")).to_have_text("Bei Ihnen")
    page.keyboard.press("Control+k")
    page.keyboard.type("nirgends")
    expect(page.locator("#palette-count")).to_have_text("Nichts gefunden")
    expect(page.locator("#palette-count")).not_to_have_class("visually-hidden")
    page.get_by_test_id("palette").get_by_role("combobox").fill("winter")
    expect(page.get_by_role("option", name="Ilse Winter")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#palette-count")).to_have_text("1 gefunden")
    page.keyboard.press("Enter")
    expect(page.locator("#conversation-title")).to_have_text("Ilse Winter")
    listens(page)
    namesake = shop.conversation(name="Ilse Winter")
    expect(page.locator(f"#row-{namesake}")).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("ilse")
    expect(page.get_by_role("option", name="Ilse Winter")).to_have_count(2)
    expect(page.get_by_role("option", name="Ilse Winter")).to_have_text(
        [re.compile(r"wartet"), re.compile(r"(\d\d:\d\d|gestern)$", re.IGNORECASE)]
    )


def test_letters_typed_in_an_open_menu_with_a_field_are_no_keys(desk: Desk, shop: Shop, anna: Person) -> None:
    """Who wants to write a new label stands on a label's button first, and “e” would resolve."""
    label(shop, "Rückruf")
    number = shop.conversation(owner="agent", assignee_id=anna.id)
    page = desk.signed_in(path=f"/conversations/{number}")
    listens(page)
    page.keyboard.press("l")
    expect(page.get_by_test_id("label")).to_be_focused()
    page.keyboard.type("err")
    expect(page.get_by_test_id("label")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.get_by_test_id("composer")).to_be_focused()
    assert shop.read(number).owner == "agent"


def test_single_keys_can_be_switched_off_and_stay_off(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation()
    page = desk.signed_in(path=f"/conversations/{number}")
    listens(page)
    page.keyboard.press("?")
    page.get_by_label("Einzelne Tasten lösen Befehle aus").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_load_state("load")
    page.keyboard.press("e")
    page.keyboard.press("Control+k")
    expect(page.get_by_test_id("palette")).to_be_visible()
    assert shop.read(number).owner == "waiting"


def test_it_opens_at_what_is_new_and_older_messages_come_as_one_scrolls_up(
    desk: Desk, shop: Shop, anna: Person
) -> None:
    number = shop.conversation(minutes=500)
    ids = [shop.customer_says(number, f"Frage {line}", 400 - line) for line in range(150)]
    with shop.sessions.begin() as session:
        session.add(Read(person_id=anna.id, conversation_id=number, message_id=ids[119]))
    page = desk.signed_in(path=f"/conversations/{number}")
    expect(page.locator("#new-begins")).to_be_in_viewport()
    expect(page.locator(f"#message-{ids[120]}")).to_be_in_viewport()
    page.locator("#scroller").focus()
    page.evaluate(BREAKS_ONCE)
    page.evaluate(HEARS_WHAT_COMES)
    page.evaluate("document.getElementById('scroller').scrollTop = 160")
    expect(page.locator("body")).to_have_attribute("data-broken", "")
    read_now = page.locator(f"#message-{ids[92]}")
    page.evaluate("document.getElementById('scroller').scrollTop = 150")
    before = read_now.evaluate("one => one.getBoundingClientRect().top")
    expect(page.get_by_test_id("message")).to_have_count(120)
    assert abs(read_now.evaluate("one => one.getBoundingClientRect().top") - before) < 3
    expect(page.locator("#new-begins")).to_have_count(1)
    assert page.evaluate("window.live") == "off"  # a screen reader does not read sixty old messages out
    expect(page.locator("#scroller")).not_to_have_attribute("aria-live", "off")


def test_lying_on_its_side_a_phone_loads_older_messages_as_one_scrolls_up(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation(minutes=500)
    for line in range(80):
        shop.customer_says(number, f"Frage {line}", 400 - line)
    page = desk.signed_in(path=f"/conversations/{number}", viewport={"width": 700, "height": 350})
    expect(page.get_by_test_id("message")).to_have_count(60)
    first = page.get_by_test_id("message").filter(has_text="Frage 22")
    first.scroll_into_view_if_needed()
    before = first.evaluate("one => one.getBoundingClientRect().top")
    expect(page.get_by_test_id("message")).to_have_count(81)
    assert abs(first.evaluate("one => one.getBoundingClientRect().top") - before) < 3


def test_a_double_click_on_a_form_that_no_script_sends_is_one(desk: Desk, shop: Shop, anna: Person) -> None:
    first, _ = shop.conversation(minutes=9, name="Kim Sommer"), shop.conversation(minutes=5, name="Lee Winter")
    page = desk.signed_in(path=f"/conversations/{first}")
    listens(page)
    posted: list[str] = []
    page.on("request", lambda sent: posted.append(sent.url) if sent.method == "POST" else None)
    page.evaluate("const form = document.getElementById('resolve-next'); form.requestSubmit(); form.requestSubmit()")
    expect(page.locator("#conversation-title")).to_contain_text("Lee Winter")
    assert len([url for url in posted if "resolve-next" in url]) == 1
