"""The page as a whole: writing, looking, languages, the policy for its contents."""

import re

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.simulator.conftest import ANNA, Business, Meta, until

EMILY = "447700900123"


def test_a_customer_writes_and_sees_the_answer(page: Page, meta: Meta, business: Business) -> None:
    page.get_by_test_id("composer").fill("Moin, habt ihr offen?")
    page.get_by_test_id("composer").press("Enter")
    mine = page.locator("[data-testid=message][data-direction=inbound]")
    expect(mine.locator(".text")).to_have_text("Moin, habt ihr offen?")
    expect(mine).to_have_attribute("data-status", "delivered")
    expect(page.get_by_test_id("composer")).to_have_value("")
    wamid = meta.chat()[0]["wamid"]
    meta.graph({"messaging_product": "whatsapp", "status": "read", "message_id": wamid})
    expect(mine).to_have_attribute("data-status", "read")
    expect(mine.get_by_role("img", name="gelesen")).to_be_visible()
    meta.send("Bis 18 Uhr", context={"message_id": wamid})
    answer = page.locator("[data-testid=message][data-direction=outbound]")
    expect(answer.locator(".text")).to_have_text("Bis 18 Uhr")
    expect(answer.locator("blockquote")).to_contain_text("Moin, habt ihr offen?")
    expect(page.locator(".day")).to_have_text("heute")
    until(lambda: "read" in [status["status"] for status in business.statuses])


def test_who_writes_before_the_customers_are_known_is_sent_too(page: Page, meta: Meta) -> None:
    held: list[Route] = []
    page.route("**/api/customers", lambda route: held.append(route), times=1)
    page.reload()
    page.get_by_test_id("composer").fill("Moin")
    page.get_by_test_id("composer").press("Enter")
    expect(page.get_by_test_id("composer")).to_have_value("")
    held[0].continue_()
    expect(page.get_by_test_id("message").locator(".text")).to_have_text("Moin")
    assert [message["text"] for message in meta.chat()] == ["Moin"]


def test_an_answer_to_somebody_else_shows_a_dot_until_it_is_looked_at(page: Page, meta: Meta) -> None:
    meta.write("Hi", EMILY)
    meta.send("Hello", to=EMILY)
    emily = page.locator(f"[data-testid=customer][data-wa-id='{EMILY}']")
    expect(emily.locator(".dot")).to_be_visible()
    assert meta.chat(EMILY)[-1]["status"] == "delivered"
    emily.click()
    expect(page.get_by_test_id("message")).to_have_count(2)
    expect(emily.locator(".dot")).to_be_hidden()
    assert meta.chat(EMILY)[-1]["status"] == "read"


def test_a_customer_replies_to_a_message(page: Page, meta: Meta) -> None:
    meta.write("Moin")
    wamid = meta.send("Hallo").json()["messages"][0]["id"]
    answer = page.locator("[data-direction=outbound]")
    answer.hover()
    answer.get_by_role("button", name="Antworten").click()
    page.get_by_test_id("composer").fill("Danke")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("message")).to_have_count(3)
    assert meta.chat()[-1]["quoted"]["wamid"] == wamid


def test_hostile_names_and_texts_stay_text(page: Page, meta: Meta) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    page.get_by_test_id("new-customer").click()
    page.get_by_test_id("new-name").fill(hostile)
    page.get_by_test_id("create-customer").click()
    expect(page.locator("[data-chosen] .name")).to_have_text(hostile)
    page.get_by_test_id("composer").fill(hostile)
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("message").locator(".text")).to_have_text(hostile)
    assert page.locator(".log img, li script").count() == 0


def test_a_wrong_number_is_explained_in_the_form(page: Page) -> None:
    page.get_by_test_id("new-customer").click()
    page.get_by_test_id("new-name").fill("Eva")
    page.get_by_test_id("new-number").fill("+49 171 3920011")
    page.get_by_test_id("create-customer").click()
    expect(page.get_by_role("alert")).to_contain_text("491713920011")


def test_a_business_that_does_not_answer_shows_a_banner(page: Page, meta: Meta, business: Business) -> None:
    business.answers = lambda body: 500
    meta.write("Moin")
    expect(page.get_by_test_id("banner")).to_contain_text("erneut zugestellt")
    expect(page.get_by_test_id("message")).to_have_attribute("data-status", "pending")
    business.answers = lambda body: 200
    expect(page.get_by_test_id("banner")).to_be_hidden()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 320)])
def test_the_page_is_accessible_and_fits(
    browser: Browser, meta: Meta, business: Business, scheme: str, width: int
) -> None:
    meta.write("Moin")
    meta.send("Hallo, wie können wir helfen?", context={"message_id": meta.chat()[0]["wamid"]})
    business.answers = lambda body: 500
    meta.write("x" * 300)
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 640}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{meta.simulator.url}/#{ANNA}")
    expect(page.get_by_test_id("message")).to_have_count(3)
    expect(page.get_by_test_id("banner")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    context.close()


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [("/", "en-GB,en;q=0.9", "en"), ("/", "de-CH", "de"), ("/", "fr", "de"), ("/?lang=en", "de", "en")],
)
def test_the_page_speaks_german_and_english(lasting: Meta, path: str, accepted: str, language: str) -> None:
    html = lasting.http.get(path, headers={"Accept-Language": accepted}).text
    assert f'<html lang="{language}">' in html


def test_the_page_may_run_no_inline_script_and_load_nothing_from_elsewhere(lasting: Meta) -> None:
    response = lasting.http.get("/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script>|<style|style=|https?://", response.text)


def test_pages_of_another_origin_are_kept_out(lasting: Meta) -> None:
    response = httpx2.post(
        f"{lasting.simulator.url}/api/customers", json={"name": "Eva"}, headers={"Origin": "https://other.example"}
    )
    assert response.status_code == 403
