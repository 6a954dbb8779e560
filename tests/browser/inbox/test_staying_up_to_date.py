"""An open page follows what happens, and survives what happens to its line."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from app import accounts
from app.tables import Conversation, Message, Person
from tests.app.dashboard.inbox import Shop
from tests.browser.inbox.desk import SECOND, Desk, faults

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]


def test_a_new_message_shows_within_two_seconds_without_a_reload(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation("hallo")
    page = desk.signed_in(path=f"/conversations/{number}")
    page.evaluate("window.same = true")
    shop.customer_says(number, "wo bleibt es?")
    shop.conversation("und ich?", name="Neu Dazu")
    expect(page.get_by_test_id("message").filter(has_text="wo bleibt es?")).to_be_visible()
    expect(page.get_by_test_id("row").filter(has_text="Neu Dazu")).to_be_visible()
    expect(page).to_have_title("(2) Lotse")
    icon = page.locator("link[rel=icon]")
    expect(icon).to_have_attribute("href", re.compile(r"/logo_waits\.svg$"))
    with shop.sessions.begin() as session:
        session.execute(update(Conversation).values(owner="bot"))
    expect(icon).to_have_attribute("href", re.compile(r"/logo\.svg$"))
    assert page.evaluate("window.same")


def test_ticks_change_while_one_looks(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation()
    message_id = shop.we_say(number, "unterwegs", "sent")
    page = desk.signed_in(path=f"/conversations/{number}")
    expect(page.locator('[data-status="sent"]')).to_be_visible()
    with shop.sessions.begin() as session:
        session.get_one(Message, message_id).status = "read"
    expect(page.locator('[data-status="read"]')).to_be_visible()


def test_what_is_being_typed_survives_every_change(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation()
    page = desk.signed_in(path=f"/conversations/{number}")
    page.get_by_test_id("composer").fill("Guten Tag Frau Sommer\n\n\nvon Anna")
    page.evaluate("document.getElementById('composer').setSelectionRange(6, 9)")
    shop.customer_says(number, "hallo?")
    expect(page.get_by_test_id("message").filter(has_text="hallo?")).to_be_visible()
    expect(page.get_by_test_id("composer")).to_be_focused()
    expect(page.get_by_test_id("composer")).to_have_value("Guten Tag Frau Sommer\n\n\nvon Anna")
    assert page.evaluate("document.getElementById('composer').selectionStart") == 6
    assert page.evaluate("document.getElementById('composer').rows") == 4


def test_a_focused_row_keeps_the_focus_when_the_list_moves(desk: Desk, shop: Shop, anna: Person) -> None:
    shop.conversation(name="Erste", minutes=9)
    gone, kept = shop.conversation(name="Zweite", minutes=8), shop.conversation(name="Dritte", minutes=7)
    page = desk.signed_in()
    row = page.locator(f"#row-{kept}")
    row.focus()
    with shop.sessions.begin() as session:
        session.get_one(Conversation, gone).owner = "bot"
    expect(page.locator(f"#row-{gone}")).to_have_count(0)
    expect(row).to_be_focused()


def test_on_a_lost_line_the_page_says_so_keeps_the_text_and_catches_up(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation()
    page = desk.signed_in(path=f"/conversations/{number}")
    page.get_by_test_id("composer").fill("Guten Tag!")
    page.context.set_offline(True)
    expect(page.locator("#live-status")).to_have_text(
        re.compile(r"Verbindung verloren seit \d\d:\d\d, wird erneut versucht\.")
    )
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("problem")).to_contain_text("Ihr Text steht noch hier")
    assert faults(page) == []
    shop.customer_says(number, "sind Sie noch da?")
    page.context.set_offline(False)
    expect(page.get_by_test_id("message").filter(has_text="sind Sie noch da?")).to_be_visible()
    expect(page.locator("#live-status")).to_be_hidden()
    page.get_by_test_id("send").click()
    expect(page.locator('[data-direction="out"]')).to_have_count(1)
    expect(page.get_by_test_id("problem")).to_have_text("")
    assert len(shop.outbound()) == 1


def test_after_sleep_without_a_line_the_page_says_at_once_since_when(desk: Desk, shop: Shop, anna: Person) -> None:
    shop.conversation()
    page = desk.page()
    page.clock.install()
    desk.sign_in(page)
    expect(page.locator("html")).to_have_attribute("data-keys", "")
    page.route("**/live?*", lambda question: question.abort())
    page.clock.fast_forward(3600 * SECOND)
    expect(page.locator("#live-status")).to_be_visible()  # a second question comes after three


def test_who_reads_further_up_stays_there_and_is_told(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation()
    for count in range(30):
        shop.customer_says(number, f"Zeile {count}", minutes=4)
    page = desk.signed_in(path=f"/conversations/{number}")
    scroller = page.locator("#scroller")
    assert scroller.evaluate("e => e.scrollHeight - e.scrollTop - e.clientHeight") < 5
    scroller.evaluate("e => { e.scrollTop = 0 }")
    shop.customer_says(number, "ganz neu")
    jump = page.get_by_role("button", name="Neue Nachricht")
    expect(jump).to_be_visible()
    assert scroller.evaluate("e => e.scrollTop") == 0
    jump.click()
    expect(page.get_by_test_id("message").filter(has_text="ganz neu")).to_be_in_viewport()
    expect(jump).to_be_hidden()


def test_signed_out_elsewhere_the_text_stays_with_a_way_back(desk: Desk, shop: Shop, anna: Person) -> None:
    page = desk.signed_in(path=f"/conversations/{shop.conversation()}")
    page.get_by_test_id("composer").fill("Guten Tag!")
    with shop.sessions.begin() as session:
        accounts.set_password(session, anna.email, "another good password")
    expect(page.get_by_test_id("problem")).to_contain_text("Sie sind abgemeldet. Ihr Text bleibt hier stehen.")
    expect(page.get_by_test_id("composer")).to_have_value("Guten Tag!")
    expect(page.get_by_role("link", name="In neuem Fenster anmelden")).to_be_visible()


def test_signed_out_elsewhere_an_idle_page_goes_to_the_sign_in(desk: Desk, shop: Shop, anna: Person) -> None:
    page = desk.signed_in()
    with shop.sessions.begin() as session:
        accounts.set_password(session, anna.email, "another good password")
    expect(page.get_by_label("Passwort")).to_be_visible()
