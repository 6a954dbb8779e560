"""Changed numbers and ids, preferences, echoes, notices, the demonstration."""

import json
from typing import Any

import pytest

from tests.simulator.chatting import bubble, echo, received, write
from tests.simulator.conftest import ANNA, NUMBER_ID, Business, Meta, Start, until

NEW = "491713920099"


def change(meta: Meta, key: str = ANNA, **body: Any) -> Any:
    return meta.post(f"/api/customers/{key}/change", body)


def changes_by_field(business: Business, field: str) -> list[dict[str, Any]]:
    bodies = [json.loads(body) for _, body in list(business.requests)]
    changes = [change for body in bodies for entry in body["entry"] for change in entry["changes"]]
    return [change["value"] for change in changes if change["field"] == field]


def test_a_new_number_is_told_from_the_old_one_without_contacts(meta: Meta, business: Business) -> None:
    write(meta, text="Moin")
    answer = change(meta, number=f"+{NEW}")
    value = received(business, answer["wamids"][0])
    (message,) = value["messages"]
    assert (message["type"], message["from"]) == ("system", ANNA)
    assert message["system"]["type"] == "user_changed_number"
    assert message["system"]["wa_id"] == NEW
    assert "contacts" not in value
    assert answer["customer"]["key"] == NEW
    assert [entry["type"] for entry in meta.chat(NEW)] == ["text", "system"]
    assert meta.http.get(f"/api/customers/{ANNA}/messages").status_code == 404


def test_a_new_user_id_names_the_old_one_in_words_only(meta: Meta, business: Business) -> None:
    old = meta.get(f"/api/customers/{ANNA}/messages")["customer"]["user_id"]
    answer = change(meta, user_id=True)
    new = answer["customer"]["user_id"]
    (message,) = received(business, answer["wamids"][0])["messages"]
    assert new != old
    assert message["system"]["type"] == "user_changed_user_id"
    assert message["system"]["user_id"] == new
    assert {old, new} <= set(message["system"]["body"].split())


def test_a_new_identity_comes_with_contacts_and_a_hash(meta: Meta, business: Business) -> None:
    value = received(business, change(meta, identity=True)["wamids"][0])
    system = value["messages"][0]["system"]
    assert system["type"] == "customer_identity_changed"
    assert set(system["identity"]) == {"acknowledged", "created_timestamp", "hash"}
    assert value["contacts"][0]["wa_id"] == ANNA


def test_who_begins_to_hide_the_number_keeps_the_chat(meta: Meta, business: Business) -> None:
    write(meta, text="Moin")
    answer = change(meta, hides_number=True)
    assert answer["wamids"] == []
    (message,) = received(business, write(meta, answer["customer"]["user_id"], text="Hier bin ich"))["messages"]
    assert "from" not in message
    assert len(meta.chat()) == 2
    change(meta, hides_number=False)
    (message,) = received(business, write(meta, text="Und wieder"))["messages"]
    assert message["from"] == ANNA


def test_a_number_that_somebody_has_is_refused_and_nothing_is_told(meta: Meta, business: Business) -> None:
    answer = meta.http.post(f"/api/customers/{ANNA}/change", json={"number": "491713920022", "identity": True})
    assert answer.status_code == 409
    assert meta.chat() == []
    assert business.requests == []


@pytest.mark.parametrize("choice", ["stop", "resume"])
def test_offers_are_stopped_and_resumed(meta: Meta, business: Business, choice: str) -> None:
    meta.post(f"/api/customers/{ANNA}/preferences", {"value": choice})
    (value,) = until(lambda: changes_by_field(business, "user_preferences"))
    (preference,) = value["user_preferences"]
    assert (preference["wa_id"], preference["value"]) == (ANNA, choice)
    assert preference["category"] == "marketing_messages"
    assert isinstance(preference["timestamp"], int)
    assert preference["user_id"] == value["contacts"][0]["user_id"]


def test_the_owner_answers_from_the_phone(meta: Meta, business: Business) -> None:
    wamid = echo(meta, text="Ja, ab neun.")
    (value,) = until(lambda: changes_by_field(business, "smb_message_echoes"))
    assert value["metadata"]["phone_number_id"] == NUMBER_ID
    (message,) = value["message_echoes"]
    assert (message["id"], message["from"], message["to"]) == (wamid, "493023125042", ANNA)
    assert message["text"] == {"body": "Ja, ab neun."}
    assert message["timestamp"].isdigit()
    shown = bubble(meta, wamid)
    assert (shown["direction"], shown["author"], shown["text"]) == ("outbound", "phone", "Ja, ab neun.")


def test_the_owner_edits_and_deletes(meta: Meta, business: Business) -> None:
    first, second = echo(meta, text="Ja"), echo(meta, text="Falsch")
    edit, revoke = echo(meta, edits=first, text="Nein"), echo(meta, revokes=second)
    (message,) = received(business, edit)["message_echoes"]
    assert message["edit"]["original_message_id"] == first
    (message,) = received(business, revoke)["message_echoes"]
    assert message["revoke"] == {"original_message_id": second}
    assert [(entry["text"], entry["revoked"]) for entry in meta.chat()] == [("Nein", False), ("", True)]


def test_echoes_are_nothing_that_the_business_sent_by_the_api(meta: Meta, business: Business) -> None:
    echo(meta, text="Ja")
    meta.post(f"/api/customers/{ANNA}/read")
    write(meta, text="Danke")
    until(lambda: business.messages)
    assert meta.get("/api/ledger")["outbound"] == []
    assert business.statuses == []


@pytest.mark.parametrize("body", [{"text": "x"}, {"key": ANNA}, {"key": ANNA, "revokes": "wamid.none"}])
def test_a_wrong_echo_is_refused(lasting: Meta, body: dict[str, Any]) -> None:
    assert lasting.http.post("/api/echoes", json=body).status_code in (404, 422)


def test_a_notice_of_any_field_is_delivered_as_it_is(meta: Meta, business: Business) -> None:
    value = {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "SPAM"}}
    answer = meta.http.post("/api/notices", json={"field": "account_update", "value": value})
    assert answer.status_code == 202
    until(lambda: meta.get(f"/api/webhooks/{answer.json()['id']}")["acknowledged"])
    assert changes_by_field(business, "account_update") == [value]


def test_the_demonstration_has_every_type_and_all_of_it_is_told(meta: Meta, business: Business) -> None:
    key = meta.post("/api/demo")["customer"]["key"]
    shown = {message["type"] for message in meta.chat(key)}
    assert shown >= {"text", "image", "video", "audio", "document", "sticker", "location", "contacts", "order"}
    assert shown >= {"button", "interactive", "system", "unsupported", "request_welcome", "ephemeral", "hologram"}
    told = shown | {"edit", "revoke", "reaction"}
    until(lambda: {message["type"] for message in business.messages} == told)


def test_the_demonstration_goes_to_this_machine_only(start: Start) -> None:
    meta = start(webhook="https://shop.example/webhook")
    answer = meta.http.post("/api/demo")
    assert answer.status_code == 403
    assert "shop.example" in answer.json()["error"]
