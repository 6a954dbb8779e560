"""Every kind of message, also one that nobody knows yet, becomes a row that a person understands."""

from typing import Any

import pytest
from sqlalchemy import select

from app.tables import ContactAlias
from app.whatsapp.payloads import read
from app.whatsapp.updates import InboundMessage
from tests.lotse import Lotse
from tests.webhooks import change, echo, encode, envelope, message, text_message

MEDIUM = {"mime_type": "image/jpeg", "sha256": "3q2+7w==", "id": "1013859600285441"}
PRODUCT = {"product_retailer_id": "a-1", "quantity": 2, "item_price": "9.5", "currency": "EUR"}
ORDER = {"catalog_id": "7", "product_items": [PRODUCT], "text": "bitte schnell"}
ORDERED = {"product": "a-1", "quantity": 2.0, "price": 9.5, "currency": "EUR"}
ANSWERS = '{"flow_token":"t","size":"XL"}'
OGG = "audio/ogg; codecs=opus"
CARD = {"name": {"formatted_name": "Kim"}, "phones": [{"phone": "+49 151 1"}], "origin": "contact_request"}
BUTTON, ROW = {"id": "b1", "title": "Ein Mensch"}, {"id": "r1", "title": "Retoure", "description": "zurück"}
JPEG = {"mime_type": "image/jpeg"}


def flow(**reply: Any) -> dict[str, Any]:
    return {"type": "nfm_reply", "nfm_reply": reply}


KINDS: list[tuple[str, Any, str | None, dict[str, Any]]] = [
    ("text", {"body": "hallo"}, "hallo", {}),
    ("image", {**MEDIUM, "caption": "so sieht es aus"}, "so sieht es aus", JPEG),
    ("audio", {**MEDIUM, "mime_type": OGG, "voice": True}, None, {"mime_type": OGG, "voice": True}),
    ("video", MEDIUM, None, JPEG),
    ("document", {**MEDIUM, "filename": "Rechnung.pdf"}, None, {**JPEG, "filename": "Rechnung.pdf"}),
    ("sticker", {**MEDIUM, "animated": True}, None, {**JPEG, "animated": True}),
    ("location", {"latitude": 52.5, "longitude": "13.4"}, None, {"latitude": 52.5, "longitude": 13.4}),
    ("contacts", [CARD], None, {"contacts": [{"name": "Kim", "phones": ["+49 151 1"], "requested": True}]}),
    ("button", {"payload": "p", "text": "Ja"}, "Ja", {"payload": "p"}),
    ("interactive", {"type": "button_reply", "button_reply": BUTTON}, "Ein Mensch", {"reply": "button", **BUTTON}),
    ("interactive", {"type": "list_reply", "list_reply": ROW}, "Retoure", {"reply": "list", **ROW}),
    ("interactive", flow(response_json=ANSWERS), None, {"reply": "flow", "fields": {"size": "XL"}}),
    ("interactive", flow(name="flow"), None, {"reply": "flow", "name": "flow"}),
    ("interactive", flow(response_json="{bad"), None, {"reply": "flow"}),
    ("interactive", {"type": "call_permission_reply"}, None, {"reply": "call_permission"}),
    ("interactive", None, None, {"reply": "unknown"}),
    ("order", ORDER, "bitte schnell", {"catalog_id": "7", "items": [ORDERED]}),
    ("unsupported", {"type": "poll"}, None, {"about": "poll"}),
    ("request_welcome", None, None, {}),
    ("ephemeral", None, None, {}),
    ("hologram", {"depth": 3}, None, {}),
]


def read_one(body: dict[str, Any]) -> InboundMessage:
    updates = read(encode(envelope(body)))
    assert updates.problems == []
    [found] = updates.messages
    return found


@pytest.mark.parametrize(("kind", "content", "words", "understood"), KINDS)
def test_words_and_content_of_every_kind_are_read(
    kind: str, content: Any, words: str | None, understood: dict[str, Any]
) -> None:
    found = read_one(message(kind, content))

    assert (found.kind, found.text, found.content) == (kind, words, understood)


def test_what_a_machine_cannot_read_goes_to_people_with_its_kind(lotse: Lotse) -> None:
    lotse.receive(message("image", {**MEDIUM, "caption": "wann habt ihr offen"}))
    lotse.triage()

    [seen] = lotse.inbound()
    assert (seen.outcome, seen.outcome_reason) == ("escalated", "unreadable")
    assert [decision.detail for decision in lotse.decisions()] == ["image"]


@pytest.mark.parametrize("kind", ["unsupported", "ephemeral", "hologram", "order", "contacts", "location"])
def test_every_other_kind_goes_to_people_too(lotse: Lotse, kind: str) -> None:
    lotse.receive(message(kind, {"x": 1}))
    lotse.triage()

    assert lotse.conversation().owner == "waiting"


@pytest.mark.parametrize("kind", ["request_welcome", "system", "reaction", "edit", "revoke"])
def test_what_needs_no_answer_is_noted_and_wakes_nobody(lotse: Lotse, kind: str) -> None:
    lotse.receive(message(kind, {"original_message_id": "wamid.X", "message_id": "wamid.X"}))
    lotse.work()

    assert [(seen.outcome, seen.outcome_reason) for seen in lotse.inbound()] == [("noted", kind)]
    assert lotse.conversation().owner == "bot"
    assert lotse.graph.sent == []


def test_a_reply_names_the_message_it_quotes() -> None:
    assert read_one(text_message("ja", context={"from": "49", "id": "wamid.Q"})).quotes == "wamid.Q"


@pytest.mark.parametrize(("flag", "shown"), [("forwarded", "once"), ("frequently_forwarded", "often")])
def test_a_forwarded_message_says_so(flag: str, shown: str) -> None:
    found = read_one(text_message("schau", context={flag: True}))

    assert (found.content, found.quotes) == ({"forwarded": shown}, None)


def test_the_advertisement_that_a_customer_came_from_is_kept() -> None:
    referral = {"source_url": "https://fb.me/x", "source_type": "ad", "headline": "Rabatt", "ctwa_clid": "c"}
    found = read_one(text_message("hallo", referral={**referral, "welcome_message": {"text": "Hi"}, "odd": {}}))

    assert found.content == {"referral": {**referral, "welcome": "Hi"}}


def test_a_message_without_a_readable_time_gets_the_time_it_came(lotse: Lotse) -> None:
    lotse.receive(text_message("hallo", timestamp="TIMESTAMP"))

    [seen] = lotse.inbound()
    assert abs((seen.stored_at - seen.written_at).total_seconds()) < 60


@pytest.mark.parametrize("timestamp", ["253402300000000", "4102444800", "-1", "0"])
def test_a_time_that_cannot_be_meant_costs_neither_its_message_nor_the_ones_beside_it(
    lotse: Lotse, timestamp: str
) -> None:
    odd = message("image", {"id": "1", "mime_type": "image/jpeg"}, timestamp=timestamp)
    lotse.receive(text_message("eins"), odd, text_message("zwei"))

    assert [row.kind for row in lotse.inbound()].count("text") == 2
    assert len(lotse.inbound()) == 3


def test_a_message_of_a_group_is_noted_and_left_alone(lotse: Lotse) -> None:
    lotse.receive(text_message("hallo alle", group_id="Y2FwaV9ncm91cDo"))
    lotse.work()

    [seen] = lotse.inbound()
    assert (seen.outcome, seen.outcome_reason) == ("noted", "group")
    assert lotse.conversation().last_customer_at is None  # so nobody can write there
    assert lotse.graph.sent == []


@pytest.mark.parametrize("where", [{"group_id": "Y2FwaV9ncm91cDo"}, {"to": "120363000000000000@g.us"}])
def test_what_the_owner_writes_in_a_group_is_kept_and_left_alone(lotse: Lotse, where: dict[str, str]) -> None:
    echoed = {**echo("hallo alle"), **where}
    lotse.receive_bytes(encode(change("smb_message_echoes", message_echoes=[echoed])))

    with lotse.sessions() as session:
        assert session.scalars(select(ContactAlias.kind)).all() == ["group"]
    assert lotse.conversation().owner == "bot"
