"""From a customer's phone to an answer or a person and back, on the real parts, as a newcomer would try it."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.timeout(300)
SECONDS = 1000  # Playwright counts in milliseconds


def write(phone: Page, customer: int, text: str) -> None:
    phone.get_by_test_id("customer").nth(customer).click()
    phone.get_by_test_id("composer").fill(text)
    phone.get_by_test_id("send").click()


def test_a_german_question_gets_the_german_answer(phone: Page) -> None:
    write(phone, 0, "moin, wo bleibt mein paket??")

    answer = phone.get_by_test_id("message").filter(has_text="Wo Ihr Paket gerade ist")
    expect(answer).to_be_visible(timeout=30 * SECONDS)
    expect(answer).to_contain_text("Schreiben Sie „Mensch“")


def test_an_english_question_gets_the_english_answer(phone: Page) -> None:
    write(phone, 1, "do you ship to austria")

    answer = phone.get_by_test_id("message").filter(has_text="We ship to Germany")
    expect(answer).to_be_visible(timeout=30 * SECONDS)


def test_the_wish_for_a_person_and_nonsense_land_in_the_inbox_and_a_reply_comes_back(agent: Page, phone: Page) -> None:
    write(phone, 2, "ich will mit einem menschen reden")
    write(phone, 3, "asdf qwertz")

    wish = agent.get_by_test_id("row").filter(has_text="ich will mit einem menschen reden")
    nonsense = agent.get_by_test_id("row").filter(has_text="asdf qwertz")
    expect(wish).to_be_visible(timeout=30 * SECONDS)
    expect(nonsense).to_be_visible(timeout=30 * SECONDS)
    expect(wish.get_by_test_id("row-reason")).to_contain_text("Mensch")
    assert nonsense.get_by_test_id("row-reason").inner_text().strip()

    wish.click()
    agent.get_by_test_id("take").first.click()
    agent.get_by_test_id("composer").fill("Guten Tag, hier ist Anna. Wie kann ich helfen?")
    agent.get_by_test_id("send").click()

    phone.get_by_test_id("customer").nth(2).click()
    reply = phone.get_by_test_id("message").filter(has_text="hier ist Anna")
    expect(reply).to_be_visible(timeout=30 * SECONDS)
    sent = agent.get_by_test_id("message").filter(has_text="hier ist Anna")
    expect(sent).to_have_attribute("data-status", "read", timeout=30 * SECONDS)


def test_a_new_message_shows_by_itself_without_a_reload(agent: Page, phone: Page) -> None:
    write(phone, -1, "mensch bitte")
    first = agent.get_by_test_id("row").filter(has_text="mensch bitte")
    expect(first).to_be_visible(timeout=30 * SECONDS)
    first.click()
    agent.evaluate("window.loadedOnce = true")

    write(phone, -1, "sind Sie noch da?")
    on_the_phone = phone.get_by_test_id("message").filter(has_text="sind Sie noch da?")
    expect(on_the_phone).to_be_visible()
    in_the_inbox = agent.get_by_test_id("message").filter(has_text="sind Sie noch da?")
    expect(in_the_inbox).to_be_visible(timeout=30 * SECONDS)  # how soon: bench/live.py
    assert agent.evaluate("window.loadedOnce") is True
