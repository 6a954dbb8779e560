"""What the business's webhook gets, and what happens when it does not answer 200."""

import json
import re
import socket
import time
from typing import Any

from simulator import wire
from tests.simulator.conftest import ANNA, NUMBER_ID, Business, Meta, Start, until


def wamids(messages: list[dict[str, Any]]) -> list[str]:
    return [message["id"] for message in messages]


def test_a_customers_message_arrives_in_metas_envelope(meta: Meta, business: Business) -> None:
    wamid = meta.write("Moin")
    until(lambda: business.requests)
    body = json.loads(business.requests[0][1])
    assert body["object"] == "whatsapp_business_account"
    (change,) = body["entry"][0]["changes"]
    assert change["field"] == "messages"
    value = change["value"]
    assert value["messaging_product"] == "whatsapp"
    assert value["metadata"]["phone_number_id"] == NUMBER_ID
    (contact,) = value["contacts"]
    assert contact["profile"] == {"name": "Anna"}
    assert contact["wa_id"] == ANNA
    (message,) = value["messages"]
    assert message.pop("timestamp").isdigit()
    assert message == {
        "from": ANNA,
        "from_user_id": contact["user_id"],
        "id": wamid,
        "type": "text",
        "text": {"body": "Moin"},
    }
    assert contact["user_id"].startswith("DE.")


def test_the_body_is_compact_and_escaped_and_signed_as_sent(meta: Meta, business: Business) -> None:
    meta.write("Größe 🙂 1/2 <a href='https://x.example/'>")
    headers, body = until(lambda: business.requests)[0]
    assert b"Gr\\u00f6\\u00dfe \\ud83d\\ude42 1\\/2 <a href='https:\\/\\/x.example\\/'>" in body
    assert body.isascii()
    assert b'": ' not in body
    assert headers["User-Agent"] == "facebookexternalua"
    assert headers["Content-Type"] == "application/json"


def test_the_signature_is_the_known_one() -> None:
    # RFC 4231 gives this HMAC-SHA256 in its second test case.
    wanted = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert wire.signature(b"what do ya want for nothing?", "Jefe") == f"sha256={wanted}"


def test_a_reply_names_the_message_it_quotes(meta: Meta, business: Business) -> None:
    meta.write("Moin")
    answer = meta.send("Hallo").json()["messages"][0]["id"]
    reply = meta.write("Danke", quoted=answer)
    message = until(lambda: [message for message in business.messages if message["id"] == reply])[0]
    assert message["context"] == {"from": "493023125042", "id": answer}


def test_only_200_acknowledges_and_what_was_refused_comes_again(meta: Meta, business: Business) -> None:
    answers = {text: iter([status]) for text, status in [("eins", 500), ("zwei", 204), ("drei", 302)]}
    business.answers = lambda body: next(answers[re.findall(rb'"body":"(\w+)"', body)[0].decode()], 200)
    sent = [meta.write(text) for text in answers]
    until(lambda: [message["status"] for message in meta.chat()] == ["delivered"] * 3)
    assert sorted(wamids(business.messages)) == sorted(sent * 2)
    assert len({body for _, body in business.requests}) == 3
    ledger = meta.get("/api/ledger")["inbound"]
    assert all(entry["acknowledged"] for entry in ledger)
    results = [[attempt["result"] for attempt in entry["attempts"]] for entry in ledger]
    assert results == [["500", "200"], ["204", "200"], ["302", "200"]]


def test_a_server_that_is_away_is_told_later(start: Start, business: Business) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = taken.getsockname()[1]
    meta = start(webhook=f"http://127.0.0.1:{closed}/webhook")
    meta.write("Moin")
    until(
        lambda: (
            meta.get("/api/customers")["webhook"]
            == {
                "webhook": f"http://127.0.0.1:{closed}/webhook",
                "answering": False,
                "failing": 1,
            }
        )
    )
    assert meta.chat()[0]["status"] == "pending"
    assert meta.get("/api/ledger")["inbound"][0]["attempts"][0]["result"] == "refused"


def test_what_hangs_delays_no_other_delivery(meta: Meta, business: Business) -> None:
    business.answers = lambda body: time.sleep(6) or 200 if b"stau" in body else 200
    for _ in range(4):
        meta.write("stau")
    started = time.monotonic()
    meta.write("Moin")
    until(lambda: meta.chat()[-1]["status"] == "delivered")
    assert time.monotonic() - started < 5


def test_statuses_tell_how_a_message_travels(meta: Meta, business: Business) -> None:
    meta.write("Moin")
    wamid = meta.send("Hallo", biz_opaque_callback_data="row-7").json()["messages"][0]["id"]
    until(lambda: len(business.statuses) == 2)
    assert meta.post(f"/api/customers/{ANNA}/read") == {"read": 1}
    until(lambda: len(business.statuses) == 3)
    by_status = {status["status"]: status for status in business.statuses}
    assert set(by_status) == {"sent", "delivered", "read"}
    for status in by_status.values():
        assert (status["id"], status["recipient_id"]) == (wamid, ANNA)
        assert status["recipient_user_id"].startswith("DE.")
        assert status["biz_opaque_callback_data"] == "row-7"
        assert status["timestamp"].isdigit()
    free = {"billable": False, "pricing_model": "PMP", "type": "free_customer_service", "category": "service"}
    assert by_status["sent"]["pricing"] == by_status["delivered"]["pricing"] == free
    assert "pricing" not in by_status["read"]
    assert meta.chat()[-1]["status"] == "read"


def test_a_message_is_read_once(meta: Meta) -> None:
    meta.write("Moin")
    meta.send("Hallo")
    assert meta.post(f"/api/customers/{ANNA}/read") == {"read": 1}
    assert meta.post(f"/api/customers/{ANNA}/read") == {"read": 0}


def test_statuses_take_a_moment_in_real_life(start: Start) -> None:
    meta = start(instant=False)
    meta.write("Moin")
    meta.send("Hallo")
    assert meta.chat()[-1]["status"] == "accepted"
    until(lambda: meta.chat()[-1]["status"] == "delivered", seconds=2)


def test_a_raw_webhook_goes_out_byte_for_byte(meta: Meta, business: Business) -> None:
    body = '{"object" : "whatsapp_business_account", "entry": [], "ä": 1}'.encode()
    answer = meta.http.post("/api/webhooks", content=body)
    assert answer.status_code == 202
    until(lambda: meta.get(f"/api/webhooks/{answer.json()['id']}")["acknowledged"])
    assert [sent for _, sent in business.requests] == [body]


def test_a_restart_keeps_the_chat_and_what_was_not_delivered(start: Start, business: Business) -> None:
    business.answers = lambda body: 503
    before = start()
    first, second = before.write("eins"), before.write("zwei")
    before.send("Hallo")
    until(lambda: len(business.requests) >= 4)
    before.stop()
    business.requests.clear()
    business.answers = lambda body: 200
    after = start()
    assert [message["text"] for message in after.chat()] == ["eins", "zwei", "Hallo"]
    until(lambda: {*wamids(business.messages)} == {first, second})
    until(lambda: {status["status"] for status in business.statuses} == {"sent", "delivered"})


def test_redelivery_can_be_asked_for_at_once(meta: Meta, business: Business) -> None:
    business.answers = lambda body: 500
    meta.write("Moin")
    until(lambda: len(business.requests) == 2)
    business.answers = lambda body: 200
    started = time.monotonic()
    until(lambda: meta.post("/api/redeliver")["due"] == 1 or meta.chat()[0]["status"] == "delivered")
    until(lambda: meta.chat()[0]["status"] == "delivered")
    assert time.monotonic() - started < 1.9


def test_many_messages_at_once_all_arrive(meta: Meta, business: Business) -> None:
    sent = {meta.write(f"Nachricht {number}") for number in range(200)}
    until(lambda: {*wamids(business.messages)} == sent)
    assert len(business.messages) == 200
