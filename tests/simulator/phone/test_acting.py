"""What a person does with the page: tapping, attaching, editing, and the rest."""

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Route, expect

from simulator.samples.files import sample
from tests.simulator.chatting import echo, received, write
from tests.simulator.conftest import ANNA, Business, Meta, until
from tests.simulator.test_customer_gestures import BUTTONS, LIST, NUMBER, WHERE


def message(page: Page, wamid: str) -> Locator:
    return page.locator(f"[data-wamid='{wamid}']")


def newest(page: Page, kind: str) -> Locator:
    return page.locator(f"[data-testid=message][data-direction=inbound][data-type={kind}]").last


def open_menu(page: Page, wamid: str) -> None:
    message(page, wamid).hover()
    message(page, wamid).get_by_test_id("more").click()


def test_buttons_and_rows_are_tapped(page: Page, meta: Meta) -> None:
    echo(meta, type="interactive", content=BUTTONS)
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(newest(page, "interactive").locator(".text")).to_have_text("Ja")
    expect(newest(page, "interactive").locator("blockquote")).to_contain_text("Passt Dienstag?")
    echo(meta, type="interactive", content=LIST)
    page.get_by_role("button", name="Wählen").click()
    expect(page.get_by_role("heading", name="Kauf")).to_be_visible()
    page.get_by_test_id("row").click()
    expect(newest(page, "interactive")).to_contain_text("AngebotPreis")


def test_what_the_business_asks_for_is_shared(page: Page, meta: Meta, business: Business) -> None:
    where, number = (echo(meta, type="interactive", content=content) for content in (WHERE, NUMBER))
    page.get_by_role("button", name="Standort senden").click()
    expect(newest(page, "location")).to_contain_text("Landungsbrücken")
    page.get_by_role("button", name="Nummer senden").click()
    expect(newest(page, "contacts")).to_contain_text(f"+{ANNA}")
    told = until(lambda: len(business.messages) == 2 and business.messages)
    assert {answer["context"]["id"] for answer in told} == {where, number}


def test_a_reaction_is_added_changed_and_removed(page: Page, meta: Meta) -> None:
    wamid = echo(meta, text="Ja, ab neun.")
    reactions = message(page, wamid).get_by_test_id("reactions")
    for name, shown in (("Mit 👍 reagieren", "👍"), ("Mit ❤️ reagieren", "❤️")):
        open_menu(page, wamid)
        page.get_by_role("button", name=name).click()
        expect(reactions).to_have_text(shown)
    open_menu(page, wamid)
    page.get_by_role("button", name="❤️ zurücknehmen").click()
    expect(reactions).to_have_count(0)


def test_an_own_text_is_edited_and_deleted(page: Page, meta: Meta) -> None:
    wamid = write(meta, text="ofen?")
    open_menu(page, wamid)
    page.get_by_test_id("menu-edit").click()
    expect(page.get_by_test_id("composer")).to_have_value("ofen?")
    page.get_by_test_id("composer").fill("offen?")
    page.get_by_test_id("composer").press("Enter")
    expect(message(page, wamid)).to_contain_text("offen?bearbeitet")
    open_menu(page, wamid)
    page.get_by_test_id("menu-delete").click()
    expect(message(page, wamid)).to_contain_text("gelöscht")
    expect(page.get_by_test_id("message")).to_have_count(1)


def test_what_others_wrote_is_forwarded_but_not_edited(page: Page, meta: Meta) -> None:
    wamid = echo(meta, text="Wir haben offen.")
    open_menu(page, wamid)
    expect(page.get_by_test_id("menu-edit")).to_have_count(0)
    page.get_by_test_id("menu-forward").click()
    expect(newest(page, "text")).to_contain_text("WeitergeleitetWir haben offen.")


def test_a_file_is_chosen_and_sent_with_a_caption(page: Page, meta: Meta, business: Business, tmp_path: Path) -> None:
    picture = tmp_path / "tisch.png"
    picture.write_bytes(sample("image").data)
    page.get_by_test_id("attach").click()
    page.get_by_test_id("attach-image").click()
    page.get_by_test_id("attach-file").set_input_files(picture)
    page.get_by_label("Text dazu").fill("Unser Tisch")
    page.get_by_test_id("attach-send").click()
    expect(newest(page, "image")).to_contain_text("Unser Tisch")
    image = received(business, meta.chat()[-1]["wamid"])["messages"][0]["image"]
    assert (image["mime_type"], image["caption"]) == ("image/png", "Unser Tisch")


def test_examples_of_everything_are_sent_from_the_plus(page: Page, meta: Meta) -> None:
    for kind, type_ in (("voice", "audio"), ("video", "video"), ("document", "document"), ("location", "location")):
        page.get_by_test_id("attach").click()
        page.get_by_test_id(f"attach-{kind}").click()
        page.get_by_test_id("attach-example").click()
        expect(newest(page, type_)).to_be_visible()
    for kind in ("sticker", "order"):
        page.get_by_test_id("attach").click()
        page.get_by_test_id(f"attach-{kind}").click()
        expect(newest(page, kind)).to_be_visible()
    assert meta.chat()[0]["media"]["voice"] is True


def test_a_contact_is_written_down_and_sent(page: Page, meta: Meta) -> None:
    page.get_by_test_id("attach").click()
    page.get_by_test_id("attach-contacts").click()
    page.get_by_label("Name", exact=True).last.fill("Karla")
    page.get_by_label("Telefonnummer", exact=True).fill("+49 171 1")
    page.get_by_test_id("attach-send").click()
    expect(newest(page, "contacts")).to_contain_text("Karla+49 171 1")
    assert meta.chat()[0]["content"][0]["phones"][0]["wa_id"] == "491711"


def test_the_number_is_hidden_and_changed(page: Page, meta: Meta, business: Business) -> None:
    page.get_by_test_id("misc").click()
    page.get_by_test_id("misc-hide").click()
    expect(page.locator("#you")).to_contain_text("@anna.")
    page.get_by_test_id("misc").click()
    page.get_by_test_id("misc-number").fill("+49 171 3920099")
    page.get_by_test_id("misc-change-number").click()
    expect(page.get_by_test_id("message").last).to_contain_text("+491713920099")
    assert meta.chat("491713920099")[-1]["type"] == "system"


def test_a_number_that_changes_while_its_chat_is_asked_for_is_no_failure(page: Page, meta: Meta) -> None:
    expect(page.locator("#you")).to_contain_text("+491713920011")

    def first_change(route: Route) -> None:
        meta.post("/api/customers/491713920011/change", {"number": "491713920099"})
        route.continue_()

    page.route("**/messages", first_change, times=1)
    expect(page.locator("#you")).to_contain_text("+491713920099")
    expect(page.get_by_test_id("banner")).to_be_hidden()


def test_a_taken_number_is_explained(page: Page) -> None:
    page.get_by_test_id("misc").click()
    page.get_by_test_id("misc-number").fill("491713920022")
    page.get_by_test_id("misc-change-number").click()
    expect(page.locator("#misc [role=status]")).to_contain_text("Das ging nicht")


def test_the_owner_answers_and_offers_are_stopped(page: Page, business: Business) -> None:
    page.get_by_test_id("misc").click()
    page.get_by_test_id("misc-stop").click()
    expect(page.locator("#misc [role=status]")).to_have_text("Erledigt")
    page.get_by_test_id("misc-echo").fill("Hier ist der Chef.")
    page.get_by_test_id("misc-echo-send").click()
    expect(page.get_by_test_id("message")).to_contain_text("Hier ist der Chef.vom Telefon des Betriebs")
    until(lambda: any("user_preferences" in value for value in business.values))


def test_the_keyboard_is_enough_to_react(page: Page, meta: Meta) -> None:
    wamid = echo(meta, text="Hallo")
    message(page, wamid).get_by_test_id("more").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(message(page, wamid).get_by_test_id("reactions")).to_have_text("👍")


def test_on_a_narrow_screen_list_and_chat_take_turns(browser: Browser, meta: Meta) -> None:
    write(meta, text="Moin")
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="de-DE")
    page = context.new_page()
    page.goto(meta.simulator.url)
    anna = page.locator(f"[data-testid=customer][data-wa-id='{ANNA}']")
    expect(anna).to_contain_text("Sie: Moin")
    expect(page.get_by_test_id("composer")).to_be_hidden()
    anna.click()
    expect(page.get_by_test_id("composer")).to_be_focused()
    expect(anna).to_be_hidden()
    page.get_by_role("button", name="Zur Liste").click()
    expect(anna).to_be_focused()
    context.close()


def test_who_is_quicker_than_the_first_answer_waits_for_it(page: Page) -> None:
    page.route("**/api/customers", lambda route: None)
    page.reload()
    page.get_by_test_id("misc").click()
    page.wait_for_timeout(100)
    page.unroute("**/api/customers")  # lets those that were held go on

    expect(page.get_by_test_id("misc-number")).to_be_visible()
