"""Every type that customers write, as the business's webhook gets it."""

import json
from typing import Any

import pytest

from tests.simulator.chatting import arrive, bubble, echo, received, write
from tests.simulator.conftest import ANNA, Business, Meta, Start

BUSINESS = "493023125042"
PLACE = {"latitude": 53.55, "longitude": 9.99}
FLOW = {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": '{"tag": '}}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("location", PLACE),
        ("contacts", [{"name": {"formatted_name": "Karla", "first_name": "Karla"}, "origin": "other"}]),
        ("order", {"catalog_id": "1", "product_items": []}),
        ("button", {"payload": "ja", "text": "Ja"}),
        ("interactive", {"type": "list_reply", "list_reply": {"id": "2", "title": "Dienstag"}}),
        ("interactive", FLOW),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {"name": "flow"}}),
        ("system", {"type": "customer_changed_number", "body": "…", "wa_id": "49170"}),
        ("audio", {"mime_type": "audio/ogg", "sha256": "x", "id": "1", "voice": True}),
        ("hologram", {"depth": 3}),
        ("hologram", "only words"),
    ],
)
def test_a_given_content_goes_out_as_it_is(meta: Meta, business: Business, kind: str, content: Any) -> None:
    wamid = write(meta, type=kind, content=content)
    (message,) = received(business, wamid)["messages"]
    assert message[kind] == content
    shown = bubble(meta, wamid)
    assert (shown["type"], shown["content"]) == (kind, content)


@pytest.mark.parametrize(
    "kind", ["image", "video", "audio", "document", "sticker", "location", "contacts", "order", "button"]
)
def test_without_a_content_an_example_is_made(meta: Meta, business: Business, kind: str) -> None:
    _, message = arrive(meta, business, type=kind)
    assert message["type"] == kind
    assert message[kind]


@pytest.mark.parametrize("kind", ["request_welcome", "ephemeral"])
def test_some_types_have_no_object(meta: Meta, business: Business, kind: str) -> None:
    value, message = arrive(meta, business, type=kind)
    assert set(message) == {"from", "from_user_id", "id", "timestamp", "type"}
    assert value["contacts"]


def test_what_meta_does_not_pass_on_comes_with_an_error(meta: Meta, business: Business) -> None:
    value, message = arrive(meta, business, type="unsupported", content={"type": "edit"})
    assert message["unsupported"] == {"type": "edit"}
    (error,) = message["errors"]
    assert error["code"] == 131051
    assert error["error_data"]["details"]
    assert "errors" not in value
    assert bubble(meta, message["id"])["error"] == {"code": 131051, "title": error["title"]}


def test_other_errors_can_be_given(meta: Meta, business: Business) -> None:
    extra = {"errors": [{"code": 131060, "title": "Unavailable"}]}
    _, message = arrive(meta, business, type="unknown", content={}, extra=extra)
    assert message["errors"] == extra["errors"]
    assert bubble(meta, message["id"])["error"] == {"code": 131060, "title": "Unavailable"}


def test_an_interactive_message_may_come_without_its_object(meta: Meta, business: Business) -> None:
    value, message = arrive(meta, business, type="interactive")
    assert "interactive" not in message
    assert "errors" not in message
    assert value["errors"][0]["code"] == 131000


def test_forwarded_messages_say_so_and_name_no_message(meta: Meta, business: Business) -> None:
    _, once = arrive(meta, business, text="Schau", forwarded="once")
    _, often = arrive(meta, business, text="Schau", forwarded="often")
    assert once["context"] == {"forwarded": True}
    assert often["context"] == {"frequently_forwarded": True}
    assert [message["forwarded"] for message in meta.chat()] == ["once", "often"]


def test_a_reply_names_whose_message_it_answers(meta: Meta, business: Business) -> None:
    own = write(meta, text="Moin")
    theirs = echo(meta, text="Moin!")
    _, to_own = arrive(meta, business, text="Hallo?", quoted=own)
    _, to_theirs = arrive(meta, business, text="Danke", quoted=theirs)
    assert to_own["context"] == {"from": ANNA, "id": own}
    assert to_theirs["context"] == {"from": BUSINESS, "id": theirs}


def test_an_ad_and_a_product_are_named(meta: Meta, business: Business) -> None:
    referral = {"source_url": "https://ads.example/1", "source_type": "ad", "source_id": "1"}
    product = {"catalog_id": "1", "product_retailer_id": "tisch"}
    context = {"from": BUSINESS, "id": "wamid.x", "referred_product": product}
    _, message = arrive(meta, business, text="Was kostet der?", referral=referral, extra={"context": context})
    assert message["referral"] == referral
    assert message["context"] == context


def test_who_hides_the_number_is_known_by_the_user_id_only(meta: Meta, business: Business) -> None:
    nora = meta.post("/api/customers", {"name": "Nora", "hides_number": True, "username": "nora.b"})
    first = write(meta, nora["key"], text="Moin")
    value, message = arrive(meta, business, nora["user_id"], text="Hallo?", quoted=first)
    assert "from" not in message
    assert message["from_user_id"] == nora["user_id"]
    assert message["context"] == {"id": first}
    contact = {"profile": {"name": "Nora", "username": "nora.b"}, "user_id": nora["user_id"]}
    assert value["contacts"] == [contact]
    assert nora["wa_id"] not in json.dumps(value).replace(first, "").replace(message["id"], "")


def test_hiding_needs_a_username_so_one_is_made_up(meta: Meta) -> None:
    nora = meta.post("/api/customers", {"name": "Nora Ö.", "hides_number": True})
    assert nora["username"].startswith("nora")
    assert nora["hides_number"] is True


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"type": "text"},
        {"type": "Text", "text": "x"},
        {"text": "x", "forwarded": "never"},
        {"text": "x", "colour": "blue"},
        {"type": "image", "media": "12345"},
        {"text": "x", "quoted": ""},
    ],
)
def test_a_wrong_message_is_refused_and_nothing_is_told(meta: Meta, business: Business, body: dict[str, Any]) -> None:
    answer = meta.http.post(f"/api/customers/{ANNA}/messages", json=body)
    assert answer.status_code in (404, 422)
    assert answer.json()["error"]
    assert meta.chat() == []
    assert business.requests == []


def test_a_chat_survives_a_restart_with_all_it_holds(start: Start) -> None:
    before = start()
    write(before, type="image", caption="Bild")
    reacted = echo(before, text="Hallo")
    before.post(f"/api/customers/{ANNA}/messages/{reacted}/react", {"emoji": "👍"})
    shown = [{**message, "status": ""} for message in before.chat()]
    before.stop()
    assert [{**message, "status": ""} for message in start().chat()] == shown
