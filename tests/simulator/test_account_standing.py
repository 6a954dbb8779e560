"""Stops of the account, changed tokens, second numbers."""

import json
from typing import Any

import pytest

from tests.simulator.asking import code, details, look_up, request, upload
from tests.simulator.chatting import received, write
from tests.simulator.conftest import ANNA, NUMBER_ID, TOKEN, Business, Meta, Start, until

SECOND = "209988776655443"
NEW = {"phone_number_id": SECOND, "display_number": "+43 1 2345678", "access_token": "second", "app_secret": "other"}


def health(meta: Meta, number: str = NUMBER_ID) -> dict[str, Any]:
    found: dict[str, Any] = look_up(meta, number, fields="health_status").json()["health_status"]
    return found


@pytest.mark.parametrize("wanted", [368, 131031, 131042, 131048, 133010])
def test_a_stopped_account_refuses_every_send_until_it_is_started(meta: Meta, wanted: int) -> None:
    meta.write("Moin")
    assert health(meta)["can_send_message"] == "AVAILABLE"
    meta.post("/api/account", {"stop": wanted, "reason": "Zahlungsart fehlt"})
    answer = meta.send("Hallo")
    assert (code(answer), details(answer)) == (wanted, "Zahlungsart fehlt")
    told = health(meta)
    assert told["can_send_message"] == "BLOCKED"
    entity, *_ = told["entities"]  # the number; its account and app follow
    assert (entity["entity_type"], entity["id"], entity["can_send_message"]) == ("PHONE_NUMBER", NUMBER_ID, "BLOCKED")
    assert entity["errors"][0]["error_code"] == wanted
    assert entity["errors"][0]["error_description"] == "Zahlungsart fehlt"
    meta.post("/api/account", {"stop": None})
    assert code(meta.send("Hallo")) == 0
    assert health(meta)["can_send_message"] == "AVAILABLE"


def test_a_stopped_account_still_receives(meta: Meta, business: Business) -> None:
    meta.post("/api/account", {"stop": 131031})
    assert received(business, meta.write("Moin"))


def test_a_stop_can_be_announced(meta: Meta, business: Business) -> None:
    meta.post("/api/account", {"stop": 131031, "announce": True})
    until(lambda: business.values)
    entry = json.loads(business.requests[0][1])["entry"][0]
    assert entry["changes"][0]["field"] == "account_update"
    assert entry["changes"][0]["value"]["ban_info"]["waba_ban_state"] == "DISABLE"
    assert isinstance(entry["time"], int)


def test_a_stop_outlasts_a_restart(start: Start) -> None:
    before = start()
    before.post("/api/account", {"stop": 131042})
    before.stop()
    assert health(start())["can_send_message"] == "BLOCKED"


def test_a_revoked_token_opens_nothing_and_a_new_one_all(meta: Meta) -> None:
    meta.write("Moin")
    meta.post("/api/tokens", {"revoke": True})
    assert (meta.send("Hallo").status_code, code(meta.send("Hallo"))) == (401, 190)
    meta.post("/api/tokens", {"set": "a-new-token"})
    text = request("text", {"body": "Hallo"})
    assert code(meta.graph(text, token=TOKEN)) == 190
    assert code(meta.graph(text, token="a-new-token")) == 0


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("tokens", {}, 422),
        ("tokens", {"set": "x", "revoke": True}, 422),
        ("tokens", {"set": "x", "phone_number_id": "1"}, 404),
        ("account", {}, 422),
        ("account", {"stop": 1, "phone_number_id": "1"}, 404),
        ("numbers", {"phone_number_id": NUMBER_ID, "display_number": "+4312345678"}, 409),
        ("numbers", {"phone_number_id": "x", "display_number": "+4312345678"}, 422),
        ("clock", {"advance": -1}, 422),
        ("clock", {"rate": 0}, 422),
    ],
)
def test_a_wrong_call_changes_nothing(lasting: Meta, path: str, body: dict[str, Any], status: int) -> None:
    before = lasting.get("/api/numbers")
    assert lasting.http.post(f"/api/{path}", json=body).status_code == status
    assert lasting.get("/api/numbers") == before


def test_a_second_number_has_its_own_token_secret_and_window(meta: Meta, business: Business) -> None:
    meta.post("/api/numbers", NEW)
    business.secrets[SECOND] = "other"
    text = request("text", {"body": "Servus"})
    assert code(meta.graph(text, number=SECOND, token=TOKEN)) == 100
    assert code(meta.graph(text, token="second")) == 100
    meta.write("Moin")
    assert code(meta.graph(text, number=SECOND, token="second")) == 131047
    value = received(business, write(meta, text="Servus", number=SECOND))
    assert value["metadata"] == {"display_phone_number": "4312345678", "phone_number_id": SECOND}
    wamid = meta.graph(text, number=SECOND, token="second").json()["messages"][0]["id"]
    until(lambda: [status for status in business.statuses if status["id"] == wamid])
    reply = received(business, write(meta, text="Passt", number=SECOND, quoted=wamid))
    assert reply["messages"][0]["context"]["from"] == "4312345678"


def test_a_stop_can_strike_one_number_alone(meta: Meta) -> None:
    meta.post("/api/numbers", NEW)
    meta.post("/api/account", {"stop": 131042, "phone_number_id": SECOND})
    stops = {number["phone_number_id"]: number["stop"] for number in meta.get("/api/numbers")["numbers"]}
    assert stops == {NUMBER_ID: None, SECOND: 131042}
    meta.write("Moin")
    assert code(meta.send("Hallo")) == 0


def test_a_file_is_another_numbers_business(meta: Meta) -> None:
    made = meta.post("/api/numbers", {"phone_number_id": SECOND, "display_number": "4312345678"})
    media_id = upload(meta, b"%PDF-1.4", "application/pdf").json()["id"]
    other = {"Authorization": f"Bearer {made['access_token']}"}
    assert meta.http.get(f"/v26.0/{media_id}", headers=other).status_code == 400
    url = look_up(meta, media_id).json()["url"]
    assert meta.http.get(url, headers=other).status_code == 404


def test_a_customers_file_belongs_to_the_number_it_is_sent_to(meta: Meta, business: Business) -> None:
    meta.post("/api/numbers", NEW)
    business.secrets[SECOND] = "other"
    file = {"file": ("a.png", b"\x89PNG", "image/png")}
    media_id = meta.http.post(f"/api/customers/{ANNA}/media", files=file).json()["id"]
    received(business, write(meta, type="image", media=media_id, number=SECOND))
    second = {"Authorization": "Bearer second"}
    url = meta.http.get(f"/v26.0/{media_id}", headers=second).json()["url"]
    assert meta.http.get(url, headers=second).content == b"\x89PNG"


def test_an_unknown_number_can_be_written_to_by_nobody(lasting: Meta) -> None:
    answer = lasting.http.post(f"/api/customers/{ANNA}/messages", json={"text": "Moin", "number": "1"})
    assert answer.status_code == 404
