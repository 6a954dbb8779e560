"""Canned replies: who may change them, and what comes into the composer."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from app.dashboard import filling
from app.tables import CannedReply, Contact
from tests.app.dashboard.inbox import Shop, Visitor

PAGE = "/canned-replies"
PHONE = "4915100000001"


def replies(shop: Shop) -> dict[tuple[str, str], str]:
    with shop.sessions() as session:
        return {(one.name, one.language): one.text for one in session.scalars(select(CannedReply))}


def test_a_supervisor_adds_changes_and_deletes(supervisor: Visitor, shop: Shop) -> None:
    given = {"name": " Hallo  du ", "language": "de", "text": "Guten Tag {{name}} <b>\r\n"}
    assert supervisor.post(PAGE, **given).status_code == 303
    assert supervisor.post(PAGE, **given).status_code == 303  # a double click
    assert replies(shop) == {("Hallo du", "de"): "Guten Tag {{name}} <b>"}
    page = supervisor.get(PAGE).text
    assert "Guten Tag Kim Beispiel &lt;b&gt;" in page
    assert supervisor.post(f"{PAGE}/1", name="hallo", language="en", text="Hello").status_code == 303
    assert replies(shop) == {("hallo", "en"): "Hello"}
    supervisor.post(f"{PAGE}/1/remove")
    assert replies(shop) == {}
    assert supervisor.post(f"{PAGE}/1", name="hallo", language="en", text="Hello").status_code == 409


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "braucht 1 bis 40 Zeichen"),
        ({"name": "x" * 41}, "braucht 1 bis 40 Zeichen"),
        ({"text": ""}, "Der Text ist leer"),
        ({"text": "😀" * 2049}, "höchstens 4096 Zeichen"),
        ({"language": "xx"}, "Diese Sprache gibt es hier nicht"),
        ({"name": "da"}, "gibt es in dieser Sprache schon"),
    ],
)
def test_what_cannot_be_saved_is_said_and_stays_in_the_form(
    supervisor: Visitor, shop: Shop, changed: dict[str, str], said: str
) -> None:
    supervisor.post(PAGE, name="da", language="de", text="Ich bin da.")
    answer = supervisor.post(PAGE, **{"name": "neu", "language": "de", "text": "Bis bald", **changed})
    assert answer.status_code == 409
    assert said in answer.text
    assert changed.get("text", "Bis bald") in answer.text
    assert replies(shop) == {("da", "de"): "Ich bin da."}


def test_agents_read_and_cannot_change(agent: Visitor, supervisor: Visitor, shop: Shop) -> None:
    supervisor.post(PAGE, name="da", language="de", text="Ich bin da.")
    page = agent.get(PAGE).text
    assert "Ich bin da." in page
    assert "<textarea" not in page
    for path in (PAGE, f"{PAGE}/1", f"{PAGE}/1/remove", f"{PAGE}/starters"):
        assert agent.post(path, name="x", language="de", text="x").status_code == 403
    assert replies(shop) == {("da", "de"): "Ich bin da."}


def test_one_button_brings_the_starters_and_never_overwrites(supervisor: Visitor, shop: Shop) -> None:
    assert "canned-starters" in supervisor.get(PAGE).text
    supervisor.post(PAGE, name="moment", language="de", text="Mein eigener.")
    supervisor.post(f"{PAGE}/starters")
    supervisor.post(f"{PAGE}/starters")
    found = replies(shop)
    assert found["moment", "de"] == "Mein eigener."
    assert len(found) == 12
    assert {language for _, language in found} == {"de", "en"}


def test_the_list_in_the_composer_is_filled_in_and_in_the_customers_language_first(
    agent: Visitor, supervisor: Visitor, shop: Shop
) -> None:
    conversation_id = shop.conversation("Hello, it is #4711-08", name='Kim "<b>" {{agent}}', phone=PHONE)
    with shop.sessions.begin() as session:
        session.get_one(Contact, shop.read(conversation_id).contact_id).language = "en"
    for language in ("de", "en"):
        supervisor.post(PAGE, name="x", language=language, text="{{name}}, {{ agent }}: {{unknown}} " + language)
    agent.get("/")
    found = agent.get(f"/conversations/{conversation_id}/canned", **{"X-Requested-With": "fetch"}).text
    assert "<html" not in found
    assert found.index("}} en") < found.index("}} de")
    assert "Kim &#34;&lt;b&gt;&#34; { {agent}}, Anna: {{unknown}} en" in found
    assert "offen: unknown" in found


def test_without_a_script_a_link_puts_the_reply_into_the_composer(
    agent: Visitor, supervisor: Visitor, shop: Shop
) -> None:
    conversation_id = shop.conversation(phone=PHONE)
    supervisor.post(PAGE, name="da", language="de", text="Guten Tag {{name}}")
    assert (
        f"/conversations/{conversation_id}?draft=canned-1" in agent.get(f"/conversations/{conversation_id}/canned").text
    )
    assert "\nGuten Tag Kim Sommer</textarea>" in agent.get(f"/conversations/{conversation_id}?draft=canned-1").text
    assert agent.get(f"/conversations/{conversation_id}?draft=canned-x").status_code == 200


def test_what_is_not_filled_in_is_refused_once_and_named(agent: Visitor, shop: Shop) -> None:
    page, key = f"/conversations/{shop.conversation(phone=PHONE)}", uuid4()
    form = {"key": key, "text": "Zu {{order_number}} und {{ date }}"}
    answer = agent.post(f"{page}/reply", **form)
    assert answer.status_code == 409
    assert "{{date}}, {{order_number}}" in answer.text
    assert 'id="unfilled" value="date order_number"' in answer.text
    assert agent.post(f"{page}/reply", unfilled="date", **form).status_code == 409
    assert shop.outbound() == []
    assert agent.post(f"{page}/reply", unfilled="date order_number", **form).status_code == 303
    assert len(shop.outbound()) == 1


def test_the_businesss_facts_win_over_what_the_customer_wrote_and_the_newest_detail_counts() -> None:
    details = [("order_number", "NEU"), ("order_number", "ALT"), ("phone", "0151")]
    known = filling.known("Kim", "Anna", {"phone": "030", "business_name": "Laden"}, details, "Inbox")
    text = "{{name}} {{order_number}} {{phone}} {{business}} {{agent}} {{x}}"
    assert filling.fill(text, known) == "Kim NEU 030 Laden Anna {{x}}"
