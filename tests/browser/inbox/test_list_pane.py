"""The list in a real browser: searching, filtering, what is unread, and several conversations at once."""

import pytest
from playwright.sync_api import expect

from app import labels
from app.tables import Person
from tests.app.dashboard.inbox import Shop, add_person
from tests.browser.inbox.desk import SECOND, Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]


@pytest.fixture
def busy(shop: Shop, anna: Person) -> list[int]:
    """A list with everything that a row can show."""
    berta = add_person(shop.sessions, "berta@example.com")
    first = shop.conversation(
        "Hallo, meine Bestellung AB-12345 ist noch nicht da, was ist los?",
        name="Kim Sommer-Berghausen von der Alm",
        minutes=75,
        reason="unsure",
        team="orders",
        priority=2,
    )
    shop.decision(first, intent="order_status")
    second = shop.conversation("Ich brauche eine Rechnung", name="Lee Winter", minutes=40, team="accounts")
    shop.decision(second, intent="invoice_copy")
    third = shop.conversation("Bestellung bitte stornieren", name="Toni Herbst", minutes=23 * 60, reason="wants_person")
    fourth = shop.conversation(
        "danke", name="Alex Frühling", owner="agent", assignee_id=berta.id, snoozed_at=shop.ago(1)
    )
    with shop.sessions.begin() as session:
        labels.put(session, first, "VIP")
        labels.put(session, third, "Gutschrift offen")
    return [third, first, second, fourth]


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("de-DE", 1400, "light"), ("en-GB", 390, "dark")], ids=["wide", "narrow"]
)
def test_axe_finds_nothing_in_any_state_of_the_list(
    desk: Desk, shop: Shop, busy: list[int], language: str, width: int, scheme: str
) -> None:
    look = {"locale": language, "viewport": {"width": width, "height": 844}, "color_scheme": scheme}
    page = desk.signed_in(**look)
    found = [faults(page)]
    picture(page, f"list-{width}-waiting")
    for row in busy[:2]:
        page.locator(f"#choose-{row}").check()
    page.wait_for_timeout(200)
    found.append(faults(page))
    picture(page, f"list-{width}-chosen")
    page.get_by_test_id("resolve-chosen").click()
    expect(page.get_by_test_id("undo-chosen")).to_be_visible()
    found.append(faults(page))
    picture(page, f"list-{width}-done")
    page.goto(f"{desk.address}/?tab=all&q=bestellung&team=orders")
    page.get_by_test_id("filters").click()
    found.append(faults(page))
    picture(page, f"list-{width}-filters")
    page.goto(f"{desk.address}/?tab=snoozed")
    picture(page, f"list-{width}-snoozed")
    page.goto(f"{desk.address}/?q=nichts&unread=1")
    found.append(faults(page))
    picture(page, f"list-{width}-nothing")
    assert found == [[], [], [], [], []]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_by_keyboard_several_are_closed_without_leaving_the_page_and_brought_back(
    desk: Desk, shop: Shop, busy: list[int]
) -> None:
    page = desk.signed_in()
    page.evaluate("window.same = true")
    page.locator(f"#choose-{busy[0]}").focus()
    page.keyboard.press("Space")
    expect(page.locator("#chosen-count")).to_have_text("1 ausgewählt")
    page.get_by_test_id("choose-all").click()
    expect(page.locator("#chosen-count")).to_have_text("3 ausgewählt")
    page.get_by_test_id("resolve-chosen").press("Enter")
    expect(page.get_by_test_id("done")).to_contain_text("3 Gespräche sind erledigt.")
    expect(page.get_by_test_id("done")).to_be_focused()
    expect(page.get_by_test_id("row")).to_have_count(0)
    page.wait_for_timeout(1.5 * SECOND)  # looks that come later leave the way back where it is
    page.get_by_test_id("undo-chosen").click()
    expect(page.get_by_test_id("done")).to_contain_text("3 Gespräche sind wieder, wie sie waren.")
    expect(page.get_by_test_id("row")).to_have_count(3)
    assert page.evaluate("window.same")


def test_ticks_stay_while_the_list_moves_and_enter_in_the_label_labels(desk: Desk, shop: Shop, busy: list[int]) -> None:
    page = desk.signed_in()
    page.locator(f"#choose-{busy[1]}").check()
    shop.conversation("ganz neu", name="Neu Dazu", minutes=2000)
    expect(page.get_by_test_id("row").filter(has_text="Neu Dazu")).to_be_visible()
    expect(page.locator(f"#choose-{busy[1]}")).to_be_checked()
    page.get_by_test_id("chosen-label").fill("Abholung")
    page.get_by_test_id("chosen-label").press("Enter")
    expect(page.get_by_test_id("done")).to_contain_text("1 Gespräch trägt jetzt das Label")
    expect(page.locator(f"#row-{busy[1]}").get_by_test_id("row-label")).to_have_text(["Abholung", "VIP"])
    assert shop.read(busy[1]).owner == "waiting"


def test_filters_are_chosen_kept_and_taken_away_and_the_open_page_follows(
    desk: Desk, shop: Shop, busy: list[int]
) -> None:
    page = desk.signed_in()
    page.get_by_test_id("filters").click()
    page.locator("#filter-team").select_option("orders")
    page.get_by_test_id("apply-filters").click()
    page.wait_for_url(f"{desk.address}/?tab=waiting&team=orders")
    expect(page.get_by_test_id("row")).to_have_count(1)
    shop.conversation("noch eins", name="Neu Dazu", team="orders")
    shop.conversation("woanders", name="Nicht Dazu", team="accounts")
    expect(page.get_by_test_id("row").filter(has_text="Neu Dazu")).to_be_visible()
    expect(page.get_by_test_id("row")).to_have_count(2)
    page.get_by_test_id("filters").click()
    page.get_by_test_id("filter-name").fill("Versand")
    page.get_by_test_id("save-filter").click()
    page.get_by_test_id("chip-team").click()
    expect(page.get_by_test_id("row")).to_have_count(5)
    page.get_by_test_id("filters").click()
    page.get_by_test_id("saved").filter(has_text="Versand").click()
    expect(page.get_by_test_id("row")).to_have_count(2)


def test_what_shows_while_one_looks_is_read(desk: Desk, shop: Shop, busy: list[int]) -> None:
    page = desk.signed_in(path=f"/conversations/{busy[2]}")
    shop.customer_says(busy[2], "noch da?")
    expect(page.get_by_test_id("message").filter(has_text="noch da?")).to_be_visible()
    page.wait_for_timeout(SECOND)
    page.goto(desk.address)
    expect(page.locator(f"#item-{busy[0]}")).to_have_class("item unread")
    expect(page.locator(f"#item-{busy[2]}")).to_have_class("item")
    page.goto(f"{desk.address}/conversations/{busy[2]}")
    page.get_by_test_id("mark-unread").click()
    expect(page.locator(f"#item-{busy[2]}")).to_have_class("item unread")
