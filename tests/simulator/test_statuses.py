"""What the business hears of the messages it sent."""

from pathlib import Path

import pytest

from simulator import messages, prices
from simulator.customers import starters
from simulator.database import Database
from tests.simulator.asking import request, send, statuses_of
from tests.simulator.conftest import ANNA, NUMBER_ID, Business, Meta


def sent(meta: Meta) -> str:
    meta.write("Moin")
    return send(meta, "text", {"body": "Hallo"}, biz_opaque_callback_data="row-7")


def test_statuses_name_no_conversation(meta: Meta, business: Business) -> None:
    for status in statuses_of(business, sent(meta), "sent", "delivered").values():
        assert "conversation" not in status


def test_a_skipped_delivery_leaves_the_price_to_read(meta: Meta, business: Business) -> None:
    meta.post("/api/faults", {"skipped_deliveries": 1.0})
    wamid = sent(meta)
    meta.post(f"/api/customers/{ANNA}/read")
    told = statuses_of(business, wamid, "sent", "read")
    assert "delivered" not in told
    assert told["read"]["pricing"]["category"] == "service"


def test_a_failure_comes_by_status_without_contacts_and_price(meta: Meta, business: Business) -> None:
    meta.post("/api/faults", {"rules": [{"fault": "fail", "code": 131049, "next": 1}]})
    wamid = sent(meta)
    failed = statuses_of(business, wamid, "failed")
    assert set(failed) == {"failed"}
    status = failed["failed"]
    assert (status["recipient_id"], status["biz_opaque_callback_data"]) == (ANNA, "row-7")
    assert not {"recipient_user_id", "pricing"} & set(status)
    (error,) = status["errors"]
    assert (error["code"], error["title"]) == (131049, error["message"])
    assert error["error_data"]["details"]
    assert error["href"].startswith("https://")
    (value,) = [value for value in business.values if "statuses" in value]
    assert "contacts" not in value
    shown = meta.chat()[-1]
    assert (shown["status"], shown["error"]["code"]) == ("failed", 131049)
    assert meta.post(f"/api/customers/{ANNA}/read") == {"read": 0}


def test_a_failure_names_the_user_id_if_it_was_used(meta: Meta, business: Business) -> None:
    meta.write("Moin")
    meta.post("/api/faults", {"rules": [{"fault": "fail", "next": 1}]})
    user_id = meta.get(f"/api/customers/{ANNA}/messages")["customer"]["user_id"]
    text = request("text", {"body": "Hallo"}, to=None, recipient=user_id)
    wamid = meta.graph(text).json()["messages"][0]["id"]
    assert statuses_of(business, wamid, "failed")["failed"]["recipient_user_id"] == user_id


def test_a_hidden_number_is_in_no_status(meta: Meta, business: Business) -> None:
    meta.write("Moin")
    user_id = meta.post(f"/api/customers/{ANNA}/change", {"hides_number": True})["customer"]["user_id"]
    text = request("text", {"body": "Hallo"}, to=None, recipient=user_id)
    wamid = meta.graph(text).json()["messages"][0]["id"]
    for status in statuses_of(business, wamid, "sent", "delivered").values():
        assert (status.get("recipient_id"), status["recipient_user_id"]) == (None, user_id)


def test_the_first_played_voice_note_says_so_without_a_price(meta: Meta, business: Business) -> None:
    meta.write("Moin")
    wamid = send(meta, "audio", {"link": "https://shop.example/a.ogg", "voice": True})
    meta.post(f"/api/customers/{ANNA}/messages/{wamid}/play")
    assert "pricing" not in statuses_of(business, wamid, "played")["played"]


@pytest.mark.parametrize(("month", "kind"), [("the same", "regular"), ("the next", "free_customer_service")])
def test_a_thousand_replies_are_free_in_a_month(tmp_path: Path, month: str, kind: str) -> None:
    november, december = 1_793_491_200.0, 1_796_083_200.0
    database = Database(tmp_path / "simulator.sqlite3")
    with database.transaction() as connection:
        starters(connection, november)
        for number in range(1000):
            columns = {"wamid": f"w{number}", "customer_id": 1, "number": NUMBER_ID, "direction": "outbound"}
            messages.add(connection, **columns, type="text", content={}, category="service", created_at=november)
        start = prices.month_start(november if month == "the same" else december)
        used = messages.service_since(connection, NUMBER_ID, start)
        assert prices.pricing_type(used) == kind
        assert messages.service_since(connection, "another", november) == 0
    database.close()
