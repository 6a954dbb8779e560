"""People, numbers, first steps, samples and notices in a real browser."""

from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, handling, teams
from app.tables import Conversation, Person
from app.whatsapp.client import GraphClient
from app.whatsapp.errors import NumberFacts
from tests.app.dashboard.inbox import Shop, add_person
from tests.browser.inbox.desk import Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]

# Stands for the browser's own: writes down what would be shown and rung.
STUBS = """
window.shown = []; window.rung = 0; window.asked = 0;
window.Notification = class extends EventTarget {
  static permission = localStorage.getItem("granted") ? "granted" : "default";
  static async requestPermission() {
    window.asked += 1;
    localStorage.setItem("granted", "yes");
    return (Notification.permission = "granted");
  }
  constructor(title, options) { super(); window.shown.push({ title, ...options }); }
  close() {}
};
window.AudioContext = class {
  state = "running"; currentTime = 0; destination = {};
  createOscillator() {
    return { frequency: {}, connect: (to) => to, start: () => { window.rung += 0.5; }, stop: () => {} };
  }
  createGain() {
    const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
    return { gain, connect: (to) => to };
  }
};
"""


@pytest.fixture
def dora(sessions: sessionmaker[Session]) -> Person:
    return add_person(sessions, "dora@example.com", "admin")


def listening(desk: Desk, email: str, path: str = "/") -> Page:
    """A page on which sound and desktop notices are on."""
    page = desk.signed_in(email, path)
    page.add_init_script(STUBS)
    page.reload()
    page.get_by_test_id("notices").click()
    page.get_by_test_id("notice-sound").check()
    page.get_by_test_id("notice-allow").click()
    expect(page.get_by_test_id("notice-desktop")).to_be_checked()
    page.keyboard.press("Escape")
    page.evaluate("window.rung = 0")
    return page


def heard(page: Page, number: int) -> None:
    """Waits until so many notices were shown; as many times it has rung."""
    for _ in range(80):
        if page.evaluate("shown.length") >= number:
            break
        page.wait_for_timeout(100)
    assert page.evaluate("[shown.length, rung]") == [number, number]


def arrive(shop: Shop, number: int, text: str) -> None:
    shop.customer_says(number, text)
    with shop.sessions.begin() as session:
        session.get_one(Conversation, number).last_customer_at = shop.now


def test_notices_come_for_mine_and_my_teams_only_and_tell_no_text(desk: Desk, shop: Shop, anna: Person) -> None:
    with shop.sessions.begin() as session:
        teams.put(session, anna.id, ["orders"])
        teams.put(session, add_person(shop.sessions, "berta@example.com").id, ["sales"])
    mine = shop.conversation(owner="agent", assignee_id=anna.id, minutes=9, name="Kim Sommer")
    page = listening(desk, anna.email)
    shop.conversation(team="sales", minutes=0, name="Andere")
    expect(page.get_by_test_id("row").filter(has_text="Andere")).to_be_visible()
    assert page.evaluate("[shown.length, rung]") == [0, 0]
    arrive(shop, mine, "geheim")
    heard(page, 1)
    assert page.evaluate("[shown[0].title, shown[0].body]") == ["Neue Nachricht in Ihrem Gespräch", ""]
    shop.conversation(team="orders", minutes=0, name="Neu Dazu", said="auch geheim")
    heard(page, 2)
    assert page.evaluate("shown[1].title") == "Jemand wartet auf einen Menschen"
    page.get_by_test_id("notices").click()
    page.get_by_test_id("notice-text").check()
    shop.conversation(team="orders", minutes=0, name="Lia Winter", said="wo bleibt es")
    heard(page, 3)
    assert page.evaluate("shown[2].body") == "Lia Winter: wo bleibt es"
    given = shop.conversation(team="sales", minutes=3, name="Uli Herbst", said="und ich")
    give(shop, given, anna, by="berta@example.com")
    heard(page, 4)
    assert page.evaluate("shown[3].title") == "Jemand hat Ihnen ein Gespräch gegeben"


def give(shop: Shop, number: int, to: Person, by: str) -> None:
    with shop.sessions.begin() as session:
        giver = session.scalars(select(Person).where(Person.email == by)).one()
        there = session.get_one(Conversation, number)
        handling.assign(session, there, session.get_one(Person, to.id), giver, clock.now(session))


def test_quiet_by_default_and_while_typing_if_so_wished(desk: Desk, shop: Shop, anna: Person) -> None:
    number, other = (shop.conversation(owner="agent", assignee_id=anna.id, minutes=9) for _ in "12")
    quiet = desk.signed_in(anna.email)
    quiet.add_init_script(STUBS)
    quiet.reload()
    page = listening(desk, anna.email, f"/conversations/{number}?tab=mine")
    page.get_by_test_id("notices").click()
    page.get_by_test_id("notice-typing").check()
    page.get_by_test_id("composer").press_sequentially("Guten")
    arrive(shop, other, "hallo?")
    expect(page.locator(f"#row-{other}")).to_contain_text("hallo?")
    page.get_by_test_id("composer").press_sequentially(" Tag")
    assert page.evaluate("[shown.length, rung]") == [0, 0]
    heard(page, 1)
    expect(quiet.locator("#tab-mine .count")).to_have_text("2")
    assert quiet.evaluate("[shown.length, rung, asked]") == [0, 0, 0]


def test_who_is_invited_chooses_a_password_and_sets_up_a_second_factor(desk: Desk, dora: Person) -> None:
    page = desk.signed_in(dora.email, "/people")
    page.get_by_test_id("add").press("Enter")
    page.get_by_label("E-Mail-Adresse").fill("eva@example.com")
    page.get_by_label("Name").first.fill("Eva Nord")
    page.keyboard.press("Enter")
    newcomer = desk.page(viewport={"width": 390, "height": 800}, color_scheme="dark", locale="en-GB")
    newcomer.goto(page.get_by_test_id("link").inner_text())
    assert faults(newcomer) == []
    picture(newcomer, "welcome")
    newcomer.locator("#password").fill("seven quiet lighthouses")
    newcomer.keyboard.press("Enter")
    expect(newcomer.locator(".list")).to_be_visible()
    newcomer.goto(f"{desk.address}/me/second-factor")
    newcomer.locator("#password").fill("seven quiet lighthouses")
    newcomer.get_by_test_id("begin").click()
    assert newcomer.get_by_test_id("factor-code").evaluate("code => code.decode().then(() => code.naturalWidth)") > 100
    assert faults(newcomer) == []
    picture(newcomer, "factor")
    app = pyotp.TOTP(newcomer.get_by_test_id("factor-secret").inner_text())
    newcomer.locator("#code").fill(app.now())
    newcomer.keyboard.press("Enter")
    code = newcomer.get_by_test_id("codes").locator("li").first.inner_text()
    assert faults(newcomer) == []
    picture(newcomer, "codes")
    newcomer.get_by_role("link", name="I have kept them").click()
    expect(newcomer.get_by_test_id("session")).to_have_count(1)
    picture(newcomer, "own")
    newcomer = desk.page(viewport={"width": 390, "height": 800}, color_scheme="dark", locale="en-GB")
    newcomer.goto(f"{desk.address}/sign-in")
    newcomer.locator("#email").fill("eva@example.com")
    newcomer.locator("#password").fill("seven quiet lighthouses")
    newcomer.keyboard.press("Enter")
    expect(newcomer.locator("#code")).to_be_focused()
    assert faults(newcomer) == []
    picture(newcomer, "second-step")
    newcomer.locator("#code").fill(code)
    newcomer.keyboard.press("Enter")
    expect(newcomer.locator(".list")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme", "language"), [(1400, "light", "de"), (390, "dark", "en")])
def test_axe_finds_nothing_and_nothing_runs_over(
    desk: Desk, shop: Shop, dora: Person, width: int, scheme: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GraphClient, "number", lambda *given: NumberFacts("refused", 190, "token"))
    add_person(shop.sessions, "x" * 60 + "@example.com", "supervisor")
    look: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "locale": language}
    page = desk.signed_in(dora.email, **look)

    def is_fine(name: str) -> None:
        assert faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        picture(page, f"{name}-{language}-{width}-{scheme}")

    is_fine("inbox-empty")
    page.get_by_test_id("make-samples").click()
    expect(page.get_by_test_id("samples-banner")).to_be_visible()
    page.get_by_test_id("notices").click()
    is_fine("inbox-samples-bell")
    page.goto(f"{desk.address}/conversations/1")
    is_fine("sample")
    for path in ("people", "me", "me/second-factor", "audit-log", "start", "inboxes"):
        page.goto(f"{desk.address}/{path}")
        is_fine(path.replace("/", "-"))
    page.get_by_test_id("add").click()
    page.locator("#phone-number-id").fill("106540352242922")
    page.get_by_test_id("add-go").click()
    page.get_by_test_id("connection").click()
    expect(page.get_by_test_id("finding")).to_have_count(2)
    page.get_by_test_id("edit").click()
    is_fine("number-open")
    page.goto(f"{desk.address}/people")
    page.get_by_test_id("edit").last.click()
    page.get_by_test_id("member").last.locator("details details summary").click()
    is_fine("member-open")
    page.get_by_test_id("member").last.get_by_test_id("new-link").click()
    expect(page.get_by_test_id("link")).to_be_visible()
    is_fine("link-told")
