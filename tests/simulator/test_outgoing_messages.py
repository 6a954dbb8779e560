"""Every type of message that the business may send reaches the customer's phone."""

from typing import Any

import pytest

from simulator.samples.files import sample
from tests.simulator.asking import code, request, send, statuses_of, upload
from tests.simulator.chatting import bubble, echo, write
from tests.simulator.conftest import ANNA, Business, Meta, until

HEADER = {"type": "text", "text": "Am Hafen"}
REPLY = {"type": "reply", "reply": {"id": "yes", "title": "Ja"}}
BODY = {"text": "Passt das?"}
LINK = {"link": "https://shop.example/a"}
TYPES: dict[str, tuple[str, Any]] = {
    "buttons": (
        "interactive",
        {"type": "button", "header": HEADER, "body": BODY, "footer": {"text": "ok"}, "action": {"buttons": [REPLY]}},
    ),
    "a list": (
        "interactive",
        {
            "type": "list",
            "body": BODY,
            "action": {"button": "Wählen", "sections": [{"rows": [{"id": "1", "title": "Montag"}]}]},
        },
    ),
    "a location request": (
        "interactive",
        {"type": "location_request_message", "body": BODY, "action": {"name": "send_location"}},
    ),
    "a contact request": (
        "interactive",
        {"type": "contact_request", "body": BODY, "action": {"name": "request_contact_info"}},
    ),
    "a link button": (
        "interactive",
        {
            "type": "cta_url",
            "header": {"type": "image", "image": LINK},
            "body": BODY,
            "action": {"name": "cta_url", "parameters": {"display_text": "Ansehen", "url": "https://shop.example"}},
        },
    ),
    "an image by link": ("image", {**LINK, "caption": "Neu"}),
    "a video by link": ("video", LINK),
    "a sticker by link": ("sticker", LINK),
    "a document by link": ("document", {**LINK, "filename": "Angebot.pdf"}),
    "a location": ("location", {"latitude": 53.5, "longitude": 9.9, "name": "Laden"}),
    "contacts": (
        "contacts",
        [{"name": {"formatted_name": "Eva", "first_name": "Eva"}, "phones": [{"phone": "+491", "type": "WORK"}]}],
    ),
}


@pytest.mark.parametrize("case", TYPES)
def test_it_is_on_the_phone_as_it_was_sent(lasting: Meta, case: str) -> None:
    kind, content = TYPES[case]
    lasting.write("Moin")
    shown = bubble(lasting, send(lasting, kind, content))
    assert (shown["type"], shown["content"]) == (kind, content)


@pytest.mark.parametrize("kind", ["image", "audio", "video", "document", "sticker"])
def test_an_uploaded_file_is_on_the_phone(lasting: Meta, kind: str) -> None:
    lasting.write("Moin")
    mime_type = {"audio": "audio/ogg"}.get(kind, sample(kind).mime_type)
    media_id = upload(lasting, sample(kind).data, mime_type).raise_for_status().json()["id"]
    shown = bubble(lasting, send(lasting, kind, {"id": media_id}))
    assert shown["media"]["id"] == media_id
    assert lasting.http.get(shown["media"]["url"]).content == sample(kind).data


def test_a_reaction_shows_at_its_message_and_goes_away(meta: Meta, business: Business) -> None:
    wamid = meta.write("Moin")
    reaction = send(meta, "reaction", {"message_id": wamid, "emoji": "👍"})
    assert bubble(meta, wamid)["reactions"] == [{"emoji": "👍", "by": "business"}]
    assert "pricing" not in statuses_of(business, reaction, "sent")["sent"]
    send(meta, "reaction", {"message_id": wamid, "emoji": ""})
    assert bubble(meta, wamid)["reactions"] == []


@pytest.mark.parametrize("target", ["unknown", "revoked", "old", "a reaction", "somebody else's"])
def test_a_reaction_to_what_is_not_there_fails_by_status(meta: Meta, business: Business, target: str) -> None:
    wamid = write(meta, text="Moin")
    if target == "revoked":
        meta.post(f"/api/customers/{ANNA}/messages/{wamid}/revoke")
    if target == "old":
        meta.post("/api/clock", {"advance": 30 * 24 * 3600 + 1})
        meta.write("Noch da?")
    aim = {
        "unknown": lambda: "wamid.none",
        "a reaction": lambda: send(meta, "reaction", {"message_id": wamid, "emoji": "🎉"}),
        "somebody else's": lambda: echo(meta, "447700900123", text="Hello"),
    }.get(target, lambda: wamid)()
    reaction = send(meta, "reaction", {"message_id": aim, "emoji": "👍"})
    failed = statuses_of(business, reaction, "failed")["failed"]
    assert failed["errors"][0]["code"] == 131009
    assert all(one["emoji"] != "👍" for one in bubble(meta, wamid)["reactions"])


def test_a_template_carries_no_quote(meta: Meta) -> None:
    wamid = meta.write("Moin")
    sent = {"name": "hello_world", "language": {"code": "en_US"}}
    assert bubble(meta, send(meta, "template", sent, context={"message_id": wamid}))["quoted"] is None


def test_who_hides_the_number_is_reached_by_user_id_only(meta: Meta) -> None:
    meta.write("Moin")
    user_id = meta.post(f"/api/customers/{ANNA}/change", {"hides_number": True})["customer"]["user_id"]
    text = request("text", {"body": "Hallo"})
    assert code(meta.graph(text)) == 131026
    assert code(meta.graph({**text, "recipient": user_id})) == 131026  # "to" wins
    assert meta.graph({**text, "to": None, "recipient": user_id}).json()["contacts"][0]["user_id"] == user_id


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        ("551187654321", "+5511987654321"),
        ("5215512345678", "+525512345678"),
        ("541112345678", "+5491112345678"),
        ("491719999999", "01719999999"),
        ("491719999999", "1719999999"),
    ],
)
def test_a_number_is_found_in_its_other_spelling(lasting: Meta, number: str, spelled: str) -> None:
    lasting.http.post("/api/customers", json={"name": "Jo", "wa_id": number})
    lasting.write("Oi", number)
    answer = lasting.send("Hallo", to=spelled).json()
    assert answer["contacts"] == [{"input": spelled, "wa_id": number}]


def test_an_old_message_cannot_be_marked_as_read(meta: Meta) -> None:
    wamid = meta.write("Moin")
    until(lambda: meta.chat()[0]["status"] == "delivered")
    meta.post("/api/clock", {"advance": 30 * 24 * 3600 + 1})
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    assert code(meta.graph(mark)) == 131009
