"""The inbox's pages in a real browser, in every state, width and colour."""

from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session, sessionmaker

from app.tables import CannedReply, ConversationLabel, Label, Note, Person, SavedFilter, TeamMember
from app.whatsapp import outgoing
from tests.app.dashboard.inbox import Shop, add_person
from tests.browser.inbox.desk import Desk, faults, picture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]
HOSTILE = "<script>alert(1)</script><img src=//evil.example/x onerror=alert(2)><style>*{display:none}</style>"


def full(shop: Shop, anna: Person, berta: Person) -> dict[str, int]:
    """One conversation in every state that looks different."""
    waiting = shop.conversation(
        "Schau: https://example.com/x?a=1", phone="4915100000001", reason="unsure", team="orders"
    )
    shop.decision(
        waiting, intent="order_status", confidence=0.62, runner_up="refund_status", language="de", suggestion="Gern."
    )
    for number, status in enumerate(("queued", "sent", "delivered", "read", "failed", "unknown", "cancelled")):
        shop.customer_says(waiting, f"Frage {number}")
        shop.we_say(waiting, f"Antwort {number}", status, anna if number % 2 else None, error_code=131047)
    shop.event(waiting, "escalated", reason="unsure")
    shop.event(waiting, "trouble", reason="send_failed")
    shop.customer_says(waiting, "", kind="audio", content={"voice": True})
    shop.customer_says(waiting, "noch da?", minutes=700, stored_at=shop.now)
    return {
        "waiting": waiting,
        "mine": shop.conversation(owner="agent", assignee_id=anna.id, waiting_since=shop.ago(90)),
        "others": shop.conversation(owner="agent", assignee_id=berta.id),
        "over": shop.conversation("x" * 900, minutes=60 * 30),
        "soon": shop.conversation(minutes=60 * 23 + 40),
        "bot": shop.conversation(owner="bot"),
        "resolved": shop.conversation(owner="resolved"),
    }


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (320, "dark")])
def test_axe_finds_nothing_in_any_state(
    desk: Desk, shop: Shop, sessions: sessionmaker[Session], scheme: str, width: int
) -> None:
    look: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 700}}
    page = desk.page(**look)
    page.goto(f"{desk.address}/sign-in")
    assert faults(page) == []
    berta = add_person(sessions, "berta@example.com")
    page = desk.signed_in(add_person(sessions, role="admin").email, **look)
    assert faults(page) == []  # empty, and without a classifier
    shop.set_aside()
    with sessions() as session:
        anna = session.get_one(Person, 2)
    paths = [f"/conversations/{number}" for number in full(shop, anna, berta).values()]
    for path in ["/", "/?tab=mine", "/?tab=all", *paths, "/set-aside", "/no-such-page"]:
        page.goto(f"{desk.address}{path}")
        assert faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_wrong_password_is_said_accessibly(desk: Desk, anna: Person) -> None:
    page = desk.page()
    page.goto(f"{desk.address}/sign-in")
    page.get_by_label("E-Mail").fill("anna@example.com")
    page.get_by_label("Passwort").fill("wrong")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("stimmt nicht")
    expect(page.get_by_label("Passwort")).to_be_focused()
    assert faults(page) == []


def test_hostile_names_and_texts_stay_harmless_text(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation(HOSTILE, name=HOSTILE, phone="49151", reason="unsure")
    shop.decision(
        number, intent="x", detail=HOSTILE, suggestion=HOSTILE, language=HOSTILE[:8], model_version=HOSTILE[:60]
    )
    shop.customer_says(number, "javascript:alert(3) http://u@evil.example/ \u202egpj.exe " + "e\u0301" * 90)
    shop.customer_says(number, "😀" * 4096)
    shop.customer_says(number, HOSTILE, kind="document", content={"filename": HOSTILE})
    page = desk.signed_in(path=f"/conversations/{number}")
    expect(page.get_by_test_id("message").first).to_contain_text("<script>alert(1)</script>")
    shop.customer_says(number, HOSTILE + "live")
    expect(page.get_by_test_id("message").last).to_contain_text("live")
    assert page.locator("#messages .bubble a").count() == 0
    assert page.locator("main script, main style, main img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1400


LONG = "\u202e" + "Donaudampfschifffahrt" * 15 + "z" + "\u0489\u0301" * 80


@pytest.mark.parametrize("hostile", [HOSTILE, LONG], ids=["markup", "long"])
def test_hostile_words_break_out_of_no_page(desk: Desk, shop: Shop, anna: Person, hostile: str) -> None:
    number = shop.conversation(hostile, name=hostile, phone="49151", owner="agent", assignee_id=anna.id)
    said = shop.customer_says(number, None, kind="location", content={"name": hostile, "address": hostile})
    shop.reaction(number, said, hostile[:30])
    offered = outgoing.Buttons(hostile, (outgoing.Button("1", hostile[:20]),), hostile[:60])
    buttons = {"kind": offered.kind, "content": outgoing.to_json(offered)}
    shop.we_say(number, hostile, "failed", anna, error=hostile, **buttons)
    short = {"name": hostile[:40]}
    with shop.sessions.begin() as session:
        label = Label(**short)
        session.add_all((label, SavedFilter(person_id=anna.id, query="tab=all", **short)))
        session.add(CannedReply(language="de", text=hostile, **short))
        session.add(Note(conversation_id=number, person_id=anna.id, text=hostile, written_at=shop.now))
        session.add(TeamMember(person_id=anna.id, team=hostile[:64]))
        session.flush()
        session.add(ConversationLabel(conversation_id=number, label_id=label.id))
    page = desk.signed_in(viewport={"width": 320, "height": 700}, path="/?tab=mine")
    for path in ("/?tab=mine", f"/conversations/{number}", "/contacts/1", "/canned-replies", "/me"):
        page.goto(f"{desk.address}{path}")
        page.locator(".filters-panel, .canned-change").evaluate_all("all => all.forEach(one => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert page.locator("main script, main style, main img").count() == 0, path
        assert "\u202e" not in page.locator("main").inner_text().replace(hostile[:64], ""), path


LINES_OF_TABS = """() => {
  for (const count of document.querySelectorAll("#tabs .count")) count.textContent = "12.345";
  return new Set([...document.querySelectorAll("#tabs a")].map((tab) => tab.getBoundingClientRect().top)).size;
}"""


def test_on_a_phone_list_and_conversation_are_two_steps(desk: Desk, shop: Shop, anna: Person) -> None:
    shop.conversation(reason="unsure")
    page = desk.signed_in(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(LINES_OF_TABS) == 1
    page.get_by_test_id("row").tap()
    expect(page.get_by_test_id("composer")).to_be_in_viewport()
    expect(page.get_by_test_id("row")).to_be_hidden()
    expect(page.locator("#card")).not_to_have_attribute("open", "")
    page.get_by_role("link", name="Zur Liste").tap()
    expect(page.get_by_test_id("row")).to_be_visible()


def test_everything_works_without_a_script(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation()
    shop.decision(number, suggestion="Bis 18 Uhr.")
    page = desk.signed_in(java_script_enabled=False)
    page.get_by_test_id("row").click()
    page.get_by_test_id("take").click()
    expect(page.get_by_test_id("owner")).to_have_text("Bei Ihnen")
    page.get_by_test_id("use-suggestion").click()
    page.get_by_test_id("send").click()
    expect(page.locator('[data-direction="out"]')).to_contain_text("Bis 18 Uhr.")
    page.get_by_test_id("more").click()
    page.get_by_test_id("hand-back").click()
    expect(page.get_by_test_id("owner")).to_have_text("Bei Lotse")
    page.get_by_test_id("more").click()
    page.get_by_test_id("resolve").click()
    expect(page.get_by_test_id("owner")).to_have_text("Erledigt")


def test_the_language_is_switched_in_the_header_and_remembered(desk: Desk, shop: Shop, anna: Person) -> None:
    number = shop.conversation()
    page = desk.signed_in(path=f"/conversations/{number}")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Take", exact=True)).to_be_visible()
    expect(page).to_have_url(f"{desk.address}/conversations/{number}")
    assert desk.signed_in(path="/").get_by_role("button", name="Sign out").is_visible()


WHY = {
    "near": [
        {"text": "wo bleibt meine bestellung, ich warte seit zwei wochen", "intent": "order_status", "likeness": 0.83},
        {"text": HOSTILE * 3, "intent": "order_status", "likeness": 0.71},
        {"text": "wann kommt mein geld", "intent": "refund_status", "likeness": 0.4},
    ],
    "words": ["paket", "wartet", "donaudampfschifffahrtsgesellschaftskapitänsmütze" * 2, "seit"],
    "margin": 0.31,
    "also": [{"intent": "invoice_copy", "confidence": 0.97}],
    "mood": {"urgent": True, "angry": True, "signs": ["sofort", "eine frechheit <b>" + "x" * 50]},
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (1280, "dark")])
def test_why_a_conversation_is_here_can_be_read_by_everyone(
    desk: Desk, shop: Shop, anna: Person, width: int, scheme: str, language: str
) -> None:
    conversation = shop.conversation(
        "wo bleibt mein paket, und die rechnung?!", priority=3, reason="several", team="orders"
    )
    shop.decision(
        conversation,
        intent="order_status",
        confidence=0.93,
        runner_up="refund_status",
        language="de",
        reason="several",
        detail="invoice_copy",
        because=WHY,
        suggestion="Gern.",
    )
    look: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "locale": language}
    page = desk.signed_in(path=f"/conversations/{conversation}", **look)
    page.evaluate("document.querySelectorAll('#card, #near').forEach((one) => { one.open = true })")
    expect(page.get_by_test_id("near").locator("li")).to_have_count(3)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture(page, f"why-{language}-{width}-{scheme}")
