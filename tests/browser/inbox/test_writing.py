"""Writing in a real browser: notes, drafts, canned replies, answers that worked, emoji, colleagues."""

import re

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.tables import CannedReply, Draft, Note, Person
from tests.app.dashboard.inbox import Shop, add_person
from tests.browser.inbox.desk import SECOND, Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]
PHONE = "4915100000001"


@pytest.fixture
def number(shop: Shop, anna: Person) -> int:
    with shop.sessions.begin() as session:
        for name, text in (
            ("hallo", "Guten Tag {{name}},\n"),
            ("bestellung", "Zu {{order_number}}: "),
            ("foto", "Foto?"),
        ):
            session.add(CannedReply(name=name, language="de", text=text))
    return shop.conversation("Wo bleibt es?", phone=PHONE, owner="agent", assignee_id=anna.id, waiting_since=None)


def test_a_note_is_saved_by_keyboard_and_the_reply_stays_as_it_was(desk: Desk, shop: Shop, number: int) -> None:
    page = desk.signed_in(path=f"/conversations/{number}")
    page.get_by_test_id("composer").fill("Guten Tag")
    page.evaluate("document.querySelector('[data-key=n]').click()")
    expect(page.get_by_test_id("note-text")).to_be_focused()
    expect(page.get_by_test_id("composer")).to_be_hidden()
    page.keyboard.type("Ruft morgen an")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("note")).to_contain_text("Ruft morgen an")
    expect(page.get_by_test_id("note-text")).to_have_value("")
    page.get_by_text("Antwort", exact=True).click()
    expect(page.get_by_test_id("composer")).to_be_focused()
    expect(page.get_by_test_id("composer")).to_have_value("Guten Tag")
    note = page.get_by_test_id("note")
    note.get_by_text("Ändern", exact=True).click()
    note.get_by_role("textbox").fill("Ruft heute an")
    note.get_by_role("button", name="Notiz speichern").click()
    expect(note.locator(".text")).to_have_text("Ruft heute an")
    note.get_by_text("Ändern", exact=True).click()
    note.get_by_text("Löschen", exact=True).click()
    expect(note).to_contain_text("Das lässt sich nicht zurücknehmen.")
    picture(page, "note-gone")
    assert faults(page) == []
    note.get_by_role("button", name="Endgültig löschen").press("Enter")
    expect(note).to_have_count(0)
    expect(page.locator("#conversation-title")).to_be_focused()
    assert shop.outbound() == []


def test_a_draft_is_there_again_and_an_open_page_is_not_overwritten(
    desk: Desk, shop: Shop, number: int, sessions: sessionmaker[Session]
) -> None:
    page = desk.signed_in(path=f"/conversations/{number}")
    with page.expect_response("**/draft?*"):
        page.get_by_test_id("composer").press_sequentially("Guten Tag")
    page.keyboard.type(" Frau")
    page.goto(f"{desk.address}/")  # left before the second was over
    other = desk.signed_in(path=f"/conversations/{number}")
    expect(other.get_by_test_id("composer")).to_have_value("Guten Tag Frau")
    page.goto(f"{desk.address}/conversations/{number}")
    with page.expect_response("**/draft?*"):
        page.get_by_test_id("composer").press_sequentially(" Sommer")
    shop.customer_says(number, "hallo?")
    expect(other.get_by_test_id("message")).to_have_count(2)
    expect(other.get_by_test_id("composer")).to_have_value("Guten Tag Frau")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("composer")).to_have_value("")
    page.wait_for_timeout(1.3 * SECOND)
    with sessions() as session:
        assert session.scalars(select(Draft)).all() == []


def test_what_is_quoted_and_attached_is_there_again_on_another_device(desk: Desk, number: int) -> None:
    page = desk.signed_in(path=f"/conversations/{number}")
    page.locator("#file").set_input_files(
        {"name": "preise.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"}
    )
    expect(page.get_by_test_id("attachment")).to_contain_text("preise.pdf")
    with page.expect_response("**/draft?*"):
        page.locator("[data-quote]").first.dispatch_event("click")
    other = desk.signed_in(path=f"/conversations/{number}")
    expect(other.get_by_test_id("quoting")).to_contain_text("Wo bleibt es?")
    expect(other.get_by_test_id("attachment")).to_contain_text("preise.pdf")
    picture(other, "draft-with-quote-and-file")
    assert faults(other) == []
    with other.expect_response("**/draft?*"):
        other.locator("[data-drop-quote]").click()
    with other.expect_response("**/remove?*"):
        other.locator(".drop-attachment").click()
    page.reload()
    expect(page.get_by_test_id("composer")).to_be_visible()
    expect(page.locator("#quoting, #attachment").locator("visible=true")).to_have_count(0)


def test_a_draft_overtakes_no_other_one_and_is_kept_once_the_line_is_back(
    desk: Desk, shop: Shop, number: int, sessions: sessionmaker[Session]
) -> None:
    page = desk.signed_in(path=f"/conversations/{number}")
    held: list[Route] = []
    page.route("**/draft?*", lambda route: held.append(route))
    with page.expect_request("**/draft?*"):
        page.get_by_test_id("composer").press_sequentially("Guten")
    page.keyboard.type(" Tag")
    page.wait_for_timeout(1.3 * SECOND)
    assert len(held) == 1
    page.context.set_offline(True)
    with page.expect_request("**/draft?*"):
        held[0].abort()
    page.unroute("**/draft?*")
    page.wait_for_timeout(100)
    with page.expect_response("**/draft?*"):
        page.context.set_offline(False)
    with sessions() as session:
        assert [draft.text for draft in session.scalars(select(Draft))] == ["Guten Tag"]


def test_a_canned_reply_is_found_by_typing_and_what_is_open_is_asked_about_once(
    desk: Desk, shop: Shop, number: int
) -> None:
    page = desk.signed_in(path=f"/conversations/{number}")
    composer, choices = page.get_by_test_id("composer"), page.locator("[role=option]:visible")
    page.locator("[data-key='/']").click()
    expect(choices).to_have_count(3)
    page.keyboard.press("Escape")
    expect(composer).to_have_value("")
    page.keyboard.type("/hal")
    expect(choices).to_have_count(1)
    page.keyboard.press("Enter")
    expect(composer).to_have_value("Guten Tag Kim Sommer,\n")
    page.keyboard.type("/")
    expect(choices).to_have_count(3)
    shop.customer_says(number, "hallo?")
    expect(page.get_by_test_id("message").last).to_contain_text("hallo?")
    expect(composer).to_have_attribute("aria-activedescendant", re.compile("ready-"))
    page.keyboard.type("best")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("unfilled")).to_have_text("Noch auszufüllen: {{order_number}}")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("problem")).to_contain_text("noch etwas auszufüllen: {{order_number}}")
    assert shop.outbound() == []
    page.wait_for_timeout(1.2 * SECOND)  # a look at the news in between changes nothing about it
    page.keyboard.press("Control+Enter")
    expect(composer).to_have_value("")
    expect(page.get_by_test_id("unfilled")).to_have_text("")
    assert [message.text for message in shop.outbound()] == ["Guten Tag Kim Sommer,\nZu {{order_number}}:"]
    page.keyboard.type("Ja ::fot")
    expect(choices).to_have_count(1)
    choices.click()
    expect(composer).to_have_value("Ja Foto?")


def test_an_emoji_comes_in_by_keyboard_and_a_colleague_sees_who_writes(
    desk: Desk, shop: Shop, number: int, sessions: sessionmaker[Session]
) -> None:
    berta = add_person(sessions, "berta@example.com")
    other = desk.signed_in(berta.email, path=f"/conversations/{number}")
    page = desk.signed_in(path=f"/conversations/{number}")
    expect(page.get_by_test_id("present")).to_contain_text("berta sieht sich das auch an")
    page.get_by_test_id("emojis").locator("summary").press("Enter")
    expect(page.locator("#emoji-menu button").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("composer")).to_have_value("😘")
    expect(page.get_by_test_id("composer")).to_be_focused()
    expect(other.get_by_test_id("present")).to_contain_text("anna schreibt gerade")


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(1400, "light", "de-DE"), (390, "dark", "en-GB")], ids=["wide", "narrow"]
)
def test_axe_finds_nothing_while_one_writes(
    desk: Desk,
    shop: Shop,
    number: int,
    anna: Person,
    sessions: sessionmaker[Session],
    width: int,
    scheme: str,
    locale: str,
) -> None:
    add_person(sessions, "berta@example.com")
    with sessions.begin() as session:
        session.add(Note(conversation_id=number, person_id=anna.id, text="Stammkundin, " * 12, written_at=shop.now))
    shop.decision(number, intent="order_status", confidence=0.8, language="de", suggestion="Ihr Paket kommt morgen.")
    page = desk.signed_in(
        path=f"/conversations/{number}", color_scheme=scheme, viewport={"width": width, "height": 850}, locale=locale
    )

    def clean(state: str) -> None:
        picture(page, f"writing-{state}-{width}-{locale[:2]}")
        assert faults(page) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state

    other = desk.signed_in("berta@example.com", path=f"/conversations/{number}")
    # at once: what the page is sent next makes the field read-only again
    other.get_by_test_id("composer").evaluate(
        "box => { box.value = 'x'; box.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    expect(page.get_by_test_id("present")).to_contain_text("berta")
    page.get_by_test_id("composer").fill("/")
    expect(page.locator("[role=option]:visible")).to_have_count(3)
    clean("canned")
    page.keyboard.press("Escape")
    page.get_by_test_id("emojis").locator("summary").click()
    clean("emoji")
    page.keyboard.press("Escape")
    page.locator("[data-key=n]").evaluate("key => key.click()")
    page.get_by_test_id("note").locator(".note-change > summary").click()
    clean("note")
    page.get_by_test_id("write-reply").evaluate("key => key.click()")
    page.get_by_test_id("composer").fill("Zu {{order_number}}")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("problem")).not_to_have_text("")
    clean("unfilled")
    page.get_by_test_id("worked").click()
    expect(page.get_by_test_id("ready-none")).to_be_visible()
    clean("worked")
    over = shop.conversation("x", phone="4915100000002", minutes=60 * 30)
    page.goto(f"{desk.address}/conversations/{over}")
    clean("over")


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(1400, "light", "de-DE"), (390, "dark", "en-GB")], ids=["wide", "narrow"]
)
def test_the_page_of_canned_replies_is_accessible_and_shows_what_a_customer_would_read(
    desk: Desk, sessions: sessionmaker[Session], width: int, scheme: str, locale: str
) -> None:
    add_person(sessions, "carl@example.com", "supervisor")
    page = desk.signed_in(
        "carl@example.com",
        "/canned-replies",
        color_scheme=scheme,
        viewport={"width": width, "height": 850},
        locale=locale,
    )
    for state in ("empty", "full"):
        picture(page, f"canned-{state}-{width}-{locale[:2]}")
        assert faults(page) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
        if state == "empty":
            page.get_by_test_id("canned-starters").click()
            expect(page.get_by_test_id("canned-reply")).to_have_count(12)
    form = page.get_by_test_id("canned-form").first
    page.locator("#canned-new > summary").click()
    form.locator("textarea").fill("Hi {{name}}, {{wrong}}")
    expect(form.locator("[data-preview] .text")).to_have_text(re.compile(r"Hi Kim (Beispiel|Example), \{\{wrong}}"))
    picture(page, f"canned-form-{width}-{locale[:2]}")
    assert faults(page) == []
