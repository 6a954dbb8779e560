"""Taking and replying in a real browser."""

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy.orm import Session, sessionmaker

from app.tables import Person
from tests.app.dashboard.inbox import Shop, add_person
from tests.browser.inbox.desk import SECOND, Desk

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]


def test_a_reply_goes_out_by_keyboard_and_the_composer_is_ready_for_the_next(
    desk: Desk, shop: Shop, anna: Person
) -> None:
    page = desk.signed_in(path=f"/conversations/{shop.conversation()}")
    page.get_by_test_id("composer").fill("Guten Tag!\nGern.")
    page.keyboard.press("Control+Enter")
    expect(page.locator('[data-direction="out"]')).to_contain_text("Guten Tag!")
    expect(page.get_by_test_id("composer")).to_have_value("")
    expect(page.get_by_test_id("composer")).to_be_focused()
    page.keyboard.type("Noch etwas.")
    page.keyboard.press("Control+Enter")
    expect(page.locator('[data-direction="out"]')).to_have_count(2)
    assert [message.text for message in shop.outbound()] == ["Guten Tag!\nGern.", "Noch etwas."]


def test_a_double_click_sends_once(desk: Desk, shop: Shop, anna: Person) -> None:
    page = desk.signed_in(path=f"/conversations/{shop.conversation()}")
    page.get_by_test_id("composer").fill("Guten Tag!")
    page.get_by_test_id("send").dblclick()
    expect(page.locator('[data-direction="out"]')).to_have_count(1)
    expect(page.get_by_test_id("problem")).to_have_text("")
    page.wait_for_timeout(1.5 * SECOND)
    assert len(shop.outbound()) == 1


def test_taking_and_replying_in_one_breath_both_happen(desk: Desk, shop: Shop, anna: Person) -> None:
    page = desk.signed_in(path=f"/conversations/{shop.conversation()}")
    page.get_by_test_id("take").click()
    page.get_by_test_id("composer").fill("Hier ist Anna.")
    page.get_by_test_id("send").click()
    expect(page.locator('[data-direction="out"]')).to_contain_text("Hier ist Anna.")


def test_an_answer_that_got_lost_on_its_way_back_is_not_sent_twice(desk: Desk, shop: Shop, anna: Person) -> None:
    page = desk.signed_in(path=f"/conversations/{shop.conversation()}")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/reply*", lose_the_answer, times=1)
    page.get_by_test_id("composer").fill("Guten Tag!")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("problem")).to_contain_text("nur einmal")
    page.get_by_test_id("write-note").evaluate("key => key.click()")  # what else is done meanwhile changes nothing
    page.keyboard.type("Leitung schlecht")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("note")).to_have_count(1)
    page.get_by_test_id("write-reply").evaluate("key => key.click()")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("composer")).to_have_value("")
    expect(page.locator('[data-direction="out"]')).to_have_count(1)
    assert len(shop.outbound()) == 1


def test_a_text_that_grows_leaves_the_latest_message_in_sight(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation()
    for minute in range(12):
        shop.customer_says(number, f"Frage {minute}\n\nnoch eine Zeile", minutes=4 - minute / 10)
    page = desk.signed_in(path=f"/conversations/{number}")
    page.locator("#scroller").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    latest = page.get_by_test_id("message").last
    expect(latest).to_be_in_viewport(ratio=1)
    page.get_by_test_id("composer").fill("Guten Tag!" + "\nGern." * 9)
    expect(latest).to_be_in_viewport(ratio=1)


def test_a_refused_wish_stands_beside_the_text(desk: Desk, shop: Shop, anna: Person) -> None:
    page = desk.signed_in(path=f"/conversations/{shop.conversation()}")
    page.get_by_test_id("composer").fill("x" * 4097)
    expect(page.locator("#composer-count")).to_have_text("4097 · geht in 2 Nachrichten hinaus")
    too_long = "x" * (4 * 4096 + 1)
    page.get_by_test_id("composer").fill(too_long)
    expect(page.locator("#composer-count")).to_have_text("16385 / 16384")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("problem")).to_contain_text("Die Antwort ist zu lang")
    expect(page.get_by_test_id("composer")).to_have_value(too_long)


def test_when_somebody_else_takes_it_the_composer_closes_and_keeps_the_text(
    desk: Desk, shop: Shop, anna: Person, sessions: sessionmaker[Session]
) -> None:
    berta = add_person(sessions, "berta@example.com")
    number = shop.conversation()
    page = desk.signed_in(path=f"/conversations/{number}")
    page.get_by_test_id("composer").fill("Guten Tag!")
    other = desk.signed_in(berta.email, path=f"/conversations/{number}")
    other.get_by_test_id("take").click()
    expect(page.get_by_test_id("closed")).to_contain_text("Dieses Gespräch führt berta")
    expect(page.get_by_test_id("send")).to_be_disabled()
    expect(page.get_by_test_id("composer")).to_have_value("Guten Tag!")
    page.get_by_test_id("take").click()
    expect(page.get_by_test_id("send")).to_be_enabled()
    expect(page.get_by_test_id("composer")).to_have_value("Guten Tag!")
    expect(other.get_by_test_id("closed")).to_contain_text("Dieses Gespräch führt anna")


def test_the_suggestion_comes_into_the_composer(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation()
    shop.decision(number, suggestion="Guten Tag,\n\nbis 18 Uhr.")
    page = desk.signed_in(path=f"/conversations/{number}")
    page.get_by_test_id("use-suggestion").click()
    expect(page.get_by_test_id("composer")).to_have_value("Guten Tag,\n\nbis 18 Uhr.")
    expect(page.get_by_test_id("composer")).to_be_focused()
