"""Sending what is more than text, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from app.tables import Person
from tests.app.dashboard.inbox import Shop
from tests.app.dashboard.pictures import png
from tests.browser.inbox.desk import Desk

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]
PHONE = "4915100000001"
PICTURE: Any = {"name": "bild.png", "mimeType": "image/png", "buffer": png()}


@pytest.fixture
def page(desk: Desk, shop: Shop, anna: Person) -> Page:
    number = shop.conversation("Haben Sie Größe M?", phone=PHONE, owner="agent", assignee_id=anna.id)
    return desk.signed_in(path=f"/conversations/{number}")


def test_a_picture_is_attached_seen_removed_and_sent(page: Page, shop: Shop) -> None:
    chip = page.get_by_test_id("attachment")
    page.get_by_test_id("file").set_input_files(PICTURE)
    expect(chip).to_contain_text("bild.png")
    chip.get_by_role("button", name="Anhang entfernen").click()
    expect(chip).to_have_count(0)
    page.get_by_test_id("file").set_input_files(PICTURE)
    page.get_by_test_id("composer").fill("So sieht es aus")
    page.get_by_test_id("send").click()
    expect(page.locator('[data-direction="out"] img')).to_have_js_property("naturalWidth", 320)
    expect(chip).to_have_count(0)
    expect(page.get_by_test_id("composer")).to_have_value("")
    assert [(message.kind, message.text) for message in shop.outbound()] == [("image", "So sieht es aus")]


def test_a_reply_waits_for_the_file_that_is_being_added(page: Page, shop: Shop) -> None:
    page.route("**/attach?*", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.get_by_test_id("file").set_input_files(PICTURE)
    page.get_by_test_id("composer").fill("So sieht es aus")
    page.keyboard.press("Control+Enter")
    expect(page.locator('[data-direction="out"] img')).to_have_js_property("naturalWidth", 320)
    assert [message.kind for message in shop.outbound()] == ["image"]


def test_a_file_that_cannot_go_says_why_and_leaves_the_text(page: Page, shop: Shop) -> None:
    page.get_by_test_id("composer").fill("Hier")
    page.get_by_test_id("file").set_input_files({**PICTURE, "buffer": b"<svg>"})
    expect(page.get_by_test_id("problem")).to_contain_text("nimmt WhatsApp nicht an")
    expect(page.get_by_test_id("composer")).to_have_value("Hier")


def test_reply_buttons_are_chosen_in_the_menu_counted_and_sent(page: Page, shop: Shop) -> None:
    page.get_by_test_id("plus").locator("summary").click()
    page.get_by_text("Text mit Antwortknöpfen").click()
    expect(page.locator("#plus-menu")).to_be_hidden()
    page.get_by_test_id("composer").fill("Passt Montag?")
    page.get_by_label("Knopf 1").fill("x" * 21)
    expect(page.locator("#count-button-1")).to_have_text("21 / 20")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("problem")).to_contain_text("Knopf 1 hat 21 Zeichen, höchstens 20 sind möglich.")
    expect(page.get_by_label("Knopf 1")).to_have_value("x" * 21)
    page.get_by_label("Knopf 1").fill("Ja")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("offered").locator("li")).to_have_text(["Ja"])
    expect(page.get_by_test_id("panel-buttons")).to_be_hidden()
    expect(page.get_by_label("Knopf 1")).to_have_value("")
    assert [message.kind for message in shop.outbound()] == ["buttons"]


def test_rows_of_a_list_appear_as_they_are_filled_in(page: Page, shop: Shop) -> None:
    page.get_by_test_id("plus").locator("summary").focus()
    page.keyboard.press("Enter")
    page.get_by_test_id("mode-text").focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#field-row-2")).to_be_hidden()
    page.locator("#field-row-1").fill("Größe S")
    page.keyboard.press("Enter")  # sends nothing: the list is not ready
    page.locator("#field-row-2").fill("Größe M")
    page.get_by_test_id("composer").fill("Welche?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("choices")).to_have_count(1)
    [message] = shop.outbound()
    assert [row["title"] for row in message.content["sections"][0]["rows"]] == ["Größe S", "Größe M"]


def test_a_message_is_quoted_and_let_go_again(page: Page, shop: Shop) -> None:
    bubble = page.get_by_test_id("message").first
    bubble.hover()
    bubble.get_by_test_id("quote").click()
    expect(page.get_by_test_id("quoting")).to_contain_text("Haben Sie Größe M?")
    expect(page.get_by_test_id("composer")).to_be_focused()
    page.get_by_role("link", name="Nicht mehr zitieren").click()
    expect(page.get_by_test_id("quoting")).to_be_empty()
    bubble.get_by_test_id("quote").click(force=True)
    page.keyboard.type("Ja.")
    page.keyboard.press("Control+Enter")
    expect(page.locator('[data-direction="out"] .quoted')).to_contain_text("Haben Sie Größe M?")
    expect(page.get_by_test_id("quoting")).to_be_empty()


def test_reacting_is_two_clicks_and_can_be_taken_back(page: Page, shop: Shop) -> None:
    bubble = page.get_by_test_id("message").first
    for name in ("Mit 👍 reagieren", "Mit ❤️ reagieren"):
        bubble.hover()
        bubble.get_by_test_id("react").locator("summary").click()
        page.get_by_role("button", name=name).click()
    expect(bubble.get_by_test_id("reactions")).to_contain_text("❤️")
    bubble.hover()
    bubble.get_by_test_id("react").locator("summary").click()
    page.get_by_role("button", name="Reaktion entfernen").click()
    expect(bubble.get_by_test_id("reactions")).to_have_count(0)
    assert [message.content["emoji"] for message in shop.outbound()] == ["👍", "❤️", ""]


def test_typing_is_told_once_in_a_while_and_looking_tells_nothing(page: Page) -> None:
    posts: list[str] = []
    page.on("request", lambda sent: _note(posts, sent))
    page.wait_for_timeout(300)
    assert posts == []
    with page.expect_response("**/typing?*"):
        page.get_by_test_id("composer").press_sequentially("Guten Tag", delay=10)
    page.get_by_test_id("composer").press_sequentially(" Frau Sommer", delay=10)
    assert len(posts) == 1


def _note(posts: list[str], sent: Request) -> None:
    if sent.method == "POST":
        posts.append(sent.url)


def test_everything_can_be_sent_without_a_script(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation("Haben Sie Größe M?", phone=PHONE, owner="agent", assignee_id=anna.id)
    page = desk.signed_in(path=f"/conversations/{number}", java_script_enabled=False)
    page.get_by_test_id("plus").locator("summary").click()
    page.get_by_test_id("file").set_input_files(PICTURE)
    page.get_by_role("button", name="Anhängen").click()
    expect(page.get_by_test_id("attachment")).to_contain_text("bild.png")
    page.get_by_test_id("send").click()
    expect(page.locator('[data-direction="out"]')).to_have_count(1)
    page.wait_for_load_state()  # before the styles are there the tools stand elsewhere
    page.locator(".message").first.hover()
    page.get_by_test_id("quote").first.click()
    page.get_by_test_id("plus").locator("summary").click()
    page.get_by_test_id("mode-buttons").check()
    page.get_by_label("Knopf 1").fill("Ja")
    page.get_by_test_id("composer").fill("Passt es?")
    page.get_by_test_id("send").click()
    expect(page.locator('[data-direction="out"] .quoted')).to_have_count(1)
    page.wait_for_load_state()
    page.locator(".message").first.hover()
    page.get_by_test_id("react").first.locator("summary").click()
    page.get_by_role("button", name="Mit 👍 reagieren").first.click()
    expect(page.get_by_test_id("reactions")).to_contain_text("👍")
    assert [message.kind for message in shop.outbound()] == ["image", "buttons", "reaction"]
