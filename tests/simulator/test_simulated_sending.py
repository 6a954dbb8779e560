"""What the business may send, and what it is answered."""

import json
from base64 import b64decode

import pytest

from tests.simulator.conftest import ANNA, NUMBER_ID, TOKEN, Meta

TEXT = {"messaging_product": "whatsapp", "to": ANNA, "type": "text", "text": {"body": "Hallo"}}


def without(name: str) -> dict[str, object]:
    return {key: value for key, value in TEXT.items() if key != name}


REFUSED = {
    "no product": (without("messaging_product"), 400, 100),
    "wrong product": ({**TEXT, "messaging_product": "sms"}, 400, 100),
    "no recipient": (without("to"), 400, 100),
    "no text object": (without("text"), 400, 131008),
    "no text body": ({**TEXT, "text": {}}, 400, 131008),
    "an empty text": ({**TEXT, "text": {"body": ""}}, 400, 100),
    "a blank text": ({**TEXT, "text": {"body": " \n"}}, 400, 100),
    "a text of 4097 characters": ({**TEXT, "text": {"body": "ä" * 4097}}, 400, 100),
    "a number for a text": ({**TEXT, "text": {"body": 5}}, 400, 100),
    "callback data of 513 characters": ({**TEXT, "biz_opaque_callback_data": "x" * 513}, 400, 100),
    "a type nobody knows": ({**TEXT, "type": "telegram"}, 400, 100),
    "a type that is no text": ({**TEXT, "type": ["text"]}, 400, 100),
    "a type not carried": ({**TEXT, "type": "pin", "pin": {"message_id": "1"}}, 400, 131051),
    "an unknown key": ({**TEXT, "text": {"body": "Hallo", "colour": "red"}}, 400, 100),
    "the business itself": ({**TEXT, "to": "+493023125042"}, 400, 131021),
    "a stranger": ({**TEXT, "to": "4915000000000"}, 400, 131026),
    "a user id as a number": ({**TEXT, "to": "DE.123"}, 400, 131026),
    "somebody who never wrote": ({**TEXT, "to": "447700900123"}, 400, 131047),
    "a list": ([TEXT], 400, 100),
    "half a character": ({**TEXT, "text": {"body": "\ud83d"}}, 400, 100),
    "a read mark for an unknown message": (
        {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.none"},
        400,
        131009,
    ),
    "a read mark without a message": ({"messaging_product": "whatsapp", "status": "read"}, 400, 131008),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_request_gets_metas_error(lasting: Meta, case: str) -> None:
    body, status, code = REFUSED[case]
    lasting.write("Moin")
    response = lasting.graph(body)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (status, code)
    assert error["message"].startswith(f"(#{code})")
    assert error["type"] == "OAuthException"
    assert error["fbtrace_id"]
    assert not lasting.get("/api/ledger")["outbound"]


def test_an_accepted_text_is_answered_as_meta_does(meta: Meta) -> None:
    meta.write("Moin")
    answer = meta.send("Hallo", to=f"+{ANNA}").json()
    assert answer["messaging_product"] == "whatsapp"
    assert answer["contacts"] == [{"input": f"+{ANNA}", "wa_id": ANNA}]
    assert ANNA.encode() in b64decode(answer["messages"][0]["id"].removeprefix("wamid."))


def test_a_text_of_4096_characters_is_accepted(meta: Meta) -> None:
    meta.write("Moin")
    assert meta.send("ä" * 4096).status_code == 200


def test_a_business_scoped_id_reaches_the_same_person(meta: Meta) -> None:
    meta.write("Moin")
    user_id = meta.get(f"/api/customers/{ANNA}/messages")["customer"]["user_id"]
    answer = meta.graph({**without("to"), "recipient": user_id}).json()
    assert answer["contacts"] == [{"input": user_id, "user_id": user_id}]
    assert meta.chat()[-1]["text"] == "Hallo"


def test_the_number_wins_over_the_business_scoped_id(meta: Meta) -> None:
    meta.write("Moin")
    answer = meta.graph({**TEXT, "recipient": "GB.1"}).json()
    assert answer["contacts"] == [{"input": ANNA, "wa_id": ANNA}]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}])
def test_without_the_right_token_nothing_is_taken(lasting: Meta, headers: dict[str, str]) -> None:
    response = lasting.http.post(f"/v26.0/{NUMBER_ID}/messages", json=TEXT, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (401, 190)


def test_an_unknown_number_id_is_no_object(lasting: Meta) -> None:
    response = lasting.graph(TEXT, number="1")
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["error_subcode"]) == (400, 100, 33)


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe\x00", b"", b"[" * 100_000])
def test_what_is_no_json_is_an_invalid_parameter(lasting: Meta, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    response = lasting.http.post(f"/v26.0/{NUMBER_ID}/messages", content=body, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (400, 100)


@pytest.mark.parametrize(("path", "status"), [("/v19.0", 200), ("/v126.0", 200), ("/26", 404), ("/vx.0", 404)])
def test_any_graph_version_is_served_and_nothing_else(lasting: Meta, path: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert lasting.http.get(f"{path}/{NUMBER_ID}", headers=headers).status_code == status


def test_the_number_tells_its_name_and_quality(lasting: Meta) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    facts = lasting.http.get(f"/v26.0/{NUMBER_ID}?fields=verified_name,quality_rating", headers=headers).json()
    assert facts == {"verified_name": "Lotse Simulator", "quality_rating": "GREEN", "id": NUMBER_ID}


def test_the_ledger_holds_every_accepted_send(meta: Meta) -> None:
    inbound = meta.write("Moin")
    meta.send("", biz_opaque_callback_data="refused")
    sent = meta.send("Hallo", biz_opaque_callback_data="row-7", context={"message_id": inbound}).json()
    ledger = meta.get("/api/ledger")
    (entry,) = ledger["outbound"]
    assert entry["wamid"] == sent["messages"][0]["id"]
    assert (entry["to"], entry["type"], entry["body"]) == (ANNA, "text", {"body": "Hallo"})
    assert (entry["biz_opaque_callback_data"], entry["context"]) == ("row-7", inbound)
    assert [refusal["code"] for refusal in ledger["refused"]] == [100]
    assert ledger["refused"][0]["sequence"] < entry["sequence"]


def test_marking_as_read_covers_the_earlier_messages_too(meta: Meta) -> None:
    first, second, third = (meta.write(text) for text in ("eins", "zwei", "drei"))
    answer = meta.graph({"messaging_product": "whatsapp", "status": "read", "message_id": second})
    assert answer.json() == {"success": True}
    read = {message["wamid"] for message in meta.chat() if message["status"] == "read"}
    assert read == {first, second}
    assert third not in read


def test_typing_shows_until_the_reply(meta: Meta) -> None:
    wamid = meta.write("Moin")
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    meta.graph({**mark, "typing_indicator": {"type": "text"}})
    assert meta.get(f"/api/customers/{ANNA}/messages")["typing"] is True
    meta.send("Hallo")
    assert meta.get(f"/api/customers/{ANNA}/messages")["typing"] is False


def test_a_reply_quotes_what_it_answers(meta: Meta) -> None:
    wamid = meta.write("Wann habt ihr offen?")
    meta.send("Bis 18 Uhr", context={"message_id": wamid})
    quoted = {"wamid": wamid, "direction": "inbound", "type": "text", "text": "Wann habt ihr offen?"}
    assert meta.chat()[-1]["quoted"] == quoted


def test_a_form_encoded_body_misses_the_first_parameter(lasting: Meta) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/plain"}
    response = lasting.http.post(f"/v26.0/{NUMBER_ID}/messages", content=json.dumps(TEXT), headers=headers)
    assert response.json()["error"]["message"] == "(#100) The parameter messaging_product is required."
