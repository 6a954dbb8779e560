"""How messages of every type look on the phone."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.simulator.chatting import echo, write
from tests.simulator.conftest import ANNA, Meta


def last(page: Page) -> Locator:
    return page.get_by_test_id("message").last


def width_of(picture: Locator) -> int:
    return int(picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)"))


def test_a_picture_shows_and_is_enlarged(page: Page, meta: Meta) -> None:
    write(meta, type="image", caption="Unser Tisch")
    expect(last(page).get_by_text("Unser Tisch")).to_be_visible()
    assert width_of(last(page).locator("img")) == 480
    last(page).get_by_role("button", name="Bild vergrößern").click()
    expect(page.locator("#viewer img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#viewer")).to_be_hidden()


def test_a_sticker_shows(page: Page, meta: Meta) -> None:
    write(meta, type="sticker")
    assert width_of(last(page).locator("img")) == 192


def test_a_sound_shows_its_length_and_its_wave(page: Page, meta: Meta) -> None:
    write(meta, type="audio")
    expect(last(page).locator(".length")).to_have_text("0:02")
    bars = last(page).locator(".wave rect")
    expect(bars).to_have_count(36)
    expect(bars.nth(0)).to_have_attribute("height", re.compile(r"^[34]"))
    expect(last(page).get_by_role("button", name="Abspielen")).to_be_visible()


def test_playing_a_voice_note_of_the_business_is_told(page: Page, meta: Meta) -> None:
    echo(meta, type="audio")
    last(page).get_by_role("button", name="Abspielen").click()
    expect(last(page)).to_have_attribute("data-status", "played")


def test_a_document_shows_name_and_size_and_can_be_saved(page: Page, meta: Meta) -> None:
    write(meta, type="document", filename="Angebot.pdf")
    link = last(page).get_by_role("link", name="Herunterladen: Angebot.pdf")
    expect(link).to_contain_text("PDF · 1 kB")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "Angebot.pdf"


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ({"type": "location"}, ["Landungsbrücken", "53.54590, 9.96810"]),
        ({"type": "location", "content": {"latitude": 1, "longitude": 2}}, ["Standort", "1.00000, 2.00000"]),
        ({"type": "contacts"}, ["Karla Beispiel", "+49 30 23125077", "Geburtstag: 1984-03-12"]),
        ({"type": "order"}, ["2 × tasse-blau", "19,00 €", "67,00 €", "Bitte bis Freitag."]),
        ({"type": "request_welcome"}, ["Chat zum ersten Mal geöffnet"]),
        ({"type": "ephemeral"}, ["Selbstlöschende Nachricht"]),
        ({"type": "unsupported"}, ["nicht weitergegeben", "poll"]),
        ({"type": "interactive"}, ["nicht gelesen werden"]),
        ({"type": "hologram", "content": {"depth": 3}}, ["Nachricht der Art „hologram“", '"depth": 3']),
        ({"type": "contacts", "content": "odd"}, ["Nachricht der Art „contacts“"]),
        ({"type": "location", "content": {}}, ["Nachricht der Art „location“"]),
        ({"text": "Schau", "forwarded": "often"}, ["Oft weitergeleitet"]),
    ],
)
def test_each_type_says_what_it_is(page: Page, meta: Meta, body: dict[str, Any], texts: list[str]) -> None:
    write(meta, **body)
    for text in texts:
        expect(last(page)).to_contain_text(text)


def test_a_filled_in_form_shows_its_answers_and_a_broken_one_says_so(page: Page, meta: Meta) -> None:
    for answers in ('{"flow_token": "x", "tag": "Dienstag"}', "{"):
        reply = {"name": "flow", "body": "Sent", "response_json": answers}
        write(meta, type="interactive", content={"type": "nfm_reply", "nfm_reply": reply})
    expect(page.get_by_test_id("message").first).to_contain_text("tagDienstag")
    expect(last(page)).to_contain_text("nicht lesbar")


def test_an_edited_a_deleted_and_a_reacted_message_change_where_they_are(page: Page, meta: Meta) -> None:
    first, second, third = (write(meta, text=text) for text in ("ofen?", "geheim", "Danke"))
    expect(page.get_by_test_id("message")).to_have_count(3)
    for wamid, verb, body in (
        (first, "edit", {"text": "offen?"}),
        (second, "revoke", {}),
        (third, "react", {"emoji": "👍"}),
    ):
        meta.post(f"/api/customers/{ANNA}/messages/{wamid}/{verb}", body)
    messages = page.get_by_test_id("message")
    expect(messages.nth(0)).to_contain_text("offen?bearbeitet")
    expect(messages.nth(1)).to_contain_text("Diese Nachricht wurde gelöscht.")
    expect(page.get_by_text("geheim")).to_have_count(0)
    expect(messages.nth(2).get_by_test_id("reactions")).to_have_text("👍")


def test_a_failed_message_says_why(page: Page, meta: Meta) -> None:
    wamid = echo(meta, text="Hallo")
    with meta.simulator._database.transaction() as connection:
        connection.execute(
            "UPDATE messages SET failed_at = 1, error_code = 131026, error_title = 'Undeliverable' WHERE wamid = ?",
            (wamid,),
        )
    expect(last(page)).to_have_attribute("data-status", "failed")
    expect(last(page)).to_contain_text("Nicht angekommen: Undeliverable (131026)")


def test_a_file_that_is_elsewhere_is_not_fetched(page: Page, meta: Meta) -> None:
    echo(meta, type="image", content={"link": "https://bilder.example/1.jpg", "caption": "Tisch"})
    expect(last(page)).to_contain_text("https://bilder.example/1.jpg")
    expect(last(page).locator("img")).to_have_count(0)


def test_only_what_changed_is_drawn_anew(page: Page, meta: Meta) -> None:
    first = write(meta, text="eins")
    write(meta, text="zwei")
    messages = page.get_by_test_id("message")
    expect(messages).to_have_count(2)
    messages.evaluate_all("found => found.forEach((message) => (message.kept = true))")
    write(meta, text="drei")
    meta.graph({"messaging_product": "whatsapp", "status": "read", "message_id": first})
    expect(messages).to_have_count(3)
    expect(messages.first).to_have_attribute("data-status", "read")
    assert messages.evaluate_all("found => found.map((message) => message.kept ?? false)") == [True, True, False]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 390)])
def test_a_chat_with_every_type_is_accessible_and_fits(browser: Browser, meta: Meta, scheme: str, width: int) -> None:
    key = meta.post("/api/demo")["customer"]["key"]
    buttons = {"buttons": [{"type": "reply", "reply": {"id": "ja", "title": "Ja"}}]}
    echo(meta, key, type="interactive", content={"type": "button", "body": {"text": "Passt das?"}, "action": buttons})
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, locale="de-DE")
    page = context.new_page()
    page.goto(f"{meta.simulator.url}/#{key}")
    expect(page.get_by_role("button", name="Ja", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("(log => log.scrollWidth - log.clientWidth)(document.getElementById('log'))") == 0
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    context.close()
