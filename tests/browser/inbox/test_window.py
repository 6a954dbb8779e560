"""The 24-hour window in a real browser: its last hours, its end, and an answer that waits for the customer."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app import clock, drafts, pending
from app import playbook as playbooks
from app.playbook.rules import Rules, Waiting
from app.playbook.utility import UtilityTemplate
from app.tables import Conversation, Media, Message, Person
from tests.app.dashboard.inbox import Shop
from tests.browser.inbox.desk import Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]
PHONE = "4915100000001"
TEXTS = {
    "de": "Guten Tag, die Antwort auf Ihre Anfrage liegt bereit. Antworten Sie kurz, dann erhalten Sie sie sofort.",
    "en": "Hello, the answer to your question is ready. Reply to this message and you will receive it at once.",
}
DAY = 24 * 60 - 5  # minutes, with the margin
Setting = Callable[[str, str], None]


@pytest.fixture
def templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """A playbook with a template that tells of waiting answers, and another."""
    made = [UtilityTemplate(name="answer_waiting", language=language, text=text) for language, text in TEXTS.items()]
    other = UtilityTemplate(name="order_ready", language="de", text="Guten Tag {{1}}, Ihre Bestellung liegt bereit.")
    changed = {"templates": (*made, other), "rules": Rules(waiting=Waiting(template="answer_waiting"))}
    book = playbooks.load().model_copy(update=changed)
    monkeypatch.setattr(playbooks, "load", lambda: book)


def customer_writes(shop: Shop, conversation_id: int, text: str) -> None:
    """As intake would store it."""
    message_id = shop.customer_says(conversation_id, text)
    with shop.sessions.begin() as session:
        conversation, now = session.get_one(Conversation, conversation_id), clock.now(session)
        conversation.last_customer_at = conversation.last_message_at = now
        pending.release(session, [(conversation, session.get_one(Message, message_id))], now)


def test_the_time_left_runs_down_and_the_composer_locks_without_a_reload(
    desk: Desk, shop: Shop, anna: Person, setting: Setting
) -> None:
    number = shop.conversation(phone=PHONE, minutes=DAY - 121.5)
    page = desk.signed_in(path=f"/conversations/{number}")
    window, mark, composer = (page.get_by_test_id(name) for name in ("window", "row-window", "composer"))
    expect(window).to_have_class("window window-open")
    expect(mark).to_have_count(0)
    composer.fill("Ich sehe gleich nach")
    for minutes, level, left in ((20, "today", "1 Std. 41 Min."), (100, "soon", "21 Min.")):
        setting("LOTSE_NOW_OFFSET", str(60 * minutes))
        expect(window).to_have_class(f"window window-{level}")
        expect(window).to_have_text(f"Noch {left} für Antworten")
        expect(mark).to_have_text(f"noch {left} für Antworten")
        expect(composer).to_be_editable()
    setting("LOTSE_NOW_OFFSET", str(60 * 122))
    expect(window).to_have_text("Antwortzeit abgelaufen")
    expect(page.get_by_test_id("send")).to_be_disabled()
    expect(composer).not_to_be_editable()
    expect(composer).to_have_value("Ich sehe gleich nach")
    expect(page.get_by_test_id("closed")).to_contain_text("Die 24 Stunden")


def test_what_was_being_written_when_the_window_closed_can_be_laid_ready(
    desk: Desk, shop: Shop, anna: Person, setting: Setting, templates: None
) -> None:
    number = shop.conversation(phone=PHONE, minutes=DAY - 1.5)
    page = desk.signed_in(path=f"/conversations/{number}")
    page.get_by_test_id("composer").fill("Ja, die Pumpe passt.")
    setting("LOTSE_NOW_OFFSET", "120")
    expect(page.get_by_test_id("send")).to_have_text("Antwort bereitlegen")
    expect(page.get_by_test_id("notice")).to_have_text(TEXTS["de"])
    page.get_by_test_id("composer").press("Control+Enter")
    expect(page.get_by_test_id("held")).to_contain_text("Wartet auf die Antwort des Kunden")
    expect(page.get_by_test_id("composer")).to_have_value("")
    expect(page.get_by_test_id("hold")).to_contain_text("Der Kunde weiß schon")
    assert [(message.kind, message.status) for message in shop.outbound()] == [("template", "queued"), ("text", "held")]

    customer_writes(shop, number, "Ja bitte")
    expect(page.get_by_test_id("held")).to_have_count(0)
    expect(page.get_by_test_id("send")).to_have_text("Senden")
    expect(page.locator("#messages > [data-direction]").last).to_contain_text("Ja, die Pumpe passt.")
    assert shop.outbound()[1].status == "queued"


def test_quote_and_file_of_a_draft_wait_on_while_an_answer_is_laid_ready(
    desk: Desk, shop: Shop, anna: Person, templates: None
) -> None:
    number = shop.conversation(phone=PHONE, minutes=DAY + 60)
    with shop.sessions.begin() as session:
        session.add(Media(id=7, inbox_id=1, kind="document", filename="preise.pdf", state="stored", person_id=anna.id))
        drafts.keep(session, number, anna.id, drafts.Written(quotes_id=1), shop.now)
        drafts.attach(session, number, anna.id, 7, shop.now)
    page = desk.signed_in(path=f"/conversations/{number}")
    page.get_by_test_id("composer").fill("Ja, die Pumpe passt.")
    page.get_by_test_id("composer").press("Control+Enter")
    expect(page.get_by_test_id("composer")).to_have_value("")
    expect(page.get_by_test_id("attachment-waits")).to_contain_text("preise.pdf")
    with page.expect_response("**/draft?*"):
        page.get_by_test_id("composer").press_sequentially("Gern")
    with shop.sessions() as session:
        assert drafts.of(session, number, anna.id) == drafts.Kept("Gern", "", 1, 7)


def test_an_answer_can_be_laid_ready_and_taken_back_without_a_script(
    desk: Desk, shop: Shop, anna: Person, templates: None
) -> None:
    number = shop.conversation(phone=PHONE, minutes=DAY + 60)
    page = desk.signed_in(path=f"/conversations/{number}", java_script_enabled=False)
    page.get_by_test_id("composer").fill("Ja, die Pumpe passt.")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("held")).to_have_count(1)
    page.get_by_test_id("withdraw").click()
    expect(page.locator('.message[data-status="cancelled"]')).to_have_count(2)
    expect(page.locator(".head .waits")).to_be_visible()  # its question is open again


LAST_HOURS = (("Kim Sommer", 100), ("Ali Yılmaz", 21), ("Maria Huber", 600), ("Jo Berg", -90))


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1400, "light"), ("de", 390, "dark")])
def test_everybody_can_read_and_use_it(
    desk: Desk, shop: Shop, anna: Person, templates: None, language: str, width: int, scheme: str
) -> None:
    numbers = [
        shop.conversation(
            "Passt die Pumpe zu Modell B?", name, minutes=DAY - left, reason="unsure", phone=f"49151{left + 900}"
        )
        for name, left in LAST_HOURS
    ]
    shop.decision(numbers[0], intent="product_advice", confidence=0.7)
    options = {"locale": f"{language}-DE", "viewport": {"width": width, "height": 844}, "color_scheme": scheme}
    page = desk.signed_in(**options)
    look(page, f"window-list-{language}-{width}-{scheme}")
    page.goto(f"{desk.address}/conversations/{numbers[3]}")
    look(page, f"window-over-{language}-{width}-{scheme}")
    page.get_by_test_id("composer").fill("Ja, sie passt.\nSchrauben liegen bei.")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("held")).to_be_visible()
    look(page, f"window-held-{language}-{width}-{scheme}")


def look(page: Page, name: str) -> None:
    picture(page, name)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
