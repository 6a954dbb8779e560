"""Several updates in one POST."""

import json
from random import Random
from typing import Any

from simulator import batches
from simulator.updates import Update
from tests.simulator.conftest import Business, Meta, until

SECOND = "209988776655443"
HEAD = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "1"}}


def update(number: int, value: dict[str, Any] | None = None, raw: bytes | None = None, **more: Any) -> Update:
    told = value or {**HEAD, "messages": [{"id": f"w{number}"}], "contacts": [{"user_id": f"DE.{number % 2}"}]}
    columns = {"wamid": None, "number": "1", "kind": "message", "field": "messages", "created_at": 0, "due_at": 0}
    return Update(id=number, value=told, raw=raw, **{**columns, "attempts": 0, "fated": 1, "state": "waiting"} | more)


def told(body: bytes) -> list[dict[str, Any]]:
    return [change for entry in json.loads(body)["entry"] for change in entry["changes"]]


def wamids(body: bytes) -> list[str]:
    return [message["id"] for change in told(body) for message in change["value"].get("messages", [])]


def test_one_update_is_one_entry_with_one_change() -> None:
    body = json.loads(batches.body([update(1)], Random(1), 0))
    assert [len(entry["changes"]) for entry in body["entry"]] == [1]
    assert "time" not in body["entry"][0]


def test_a_batch_holds_everything_once_in_entries_and_changes_of_several_sizes() -> None:
    body = batches.body([update(number) for number in range(200)], Random(1), 0)
    assert wamids(body) == [f"w{number}" for number in range(200)]
    entries = json.loads(body)["entry"]
    assert {len(entry["changes"]) for entry in entries} >= {1, 2, 3}
    lengths = [(len(change["value"]["messages"]), len(change["value"]["contacts"])) for change in told(body)]
    assert {messages for messages, _ in lengths} >= {1, 2}
    assert all(contacts <= min(messages, 2) for messages, contacts in lengths)


def test_what_holds_more_than_lists_is_joined_with_nothing() -> None:
    broken = {**HEAD, "messages": [{"id": "w"}], "errors": [{"code": 131000}]}
    body = batches.body([update(number, broken) for number in range(50)], Random(1), 0)
    assert len(told(body)) == 50


def test_entries_about_the_account_say_when() -> None:
    body = batches.body([update(1, {"event": "DISABLED_UPDATE"}, field="account_update")], Random(1), 12.7)
    assert json.loads(body)["entry"][0]["time"] == 12


def test_a_body_stays_below_three_megabytes() -> None:
    large = [update(number, {**HEAD, "messages": [{"id": "ä" * 50_000}]}) for number in range(20)]
    taken = batches.that_fit(large, 1000)
    assert 5 <= len(taken) < 20
    assert len(batches.body(taken, Random(1), 0)) <= 3_000_000


def test_a_raw_body_and_a_huge_one_go_alone() -> None:
    raw = update(2, raw=b"{}")
    assert batches.that_fit([raw, update(3)], 10) == [raw]
    assert batches.that_fit([update(1), raw, update(3)], 10) == [update(1)]
    huge = update(4, {**HEAD, "messages": [{"id": "x" * 4_000_000}]})
    assert batches.that_fit([huge, update(5)], 10) == [huge]


def test_many_messages_come_in_few_posts(meta: Meta, business: Business) -> None:
    meta.post("/api/faults", {"batch": 1000, "batch_seconds": 1.0})
    sent = {meta.write(f"Nachricht {number}") for number in range(100)}
    until(lambda: len(business.messages) >= 100)
    assert {message["id"] for message in business.messages} == sent
    assert len(business.messages) == 100
    assert len(business.requests) <= 20
    until(lambda: all(entry["acknowledged"] for entry in meta.get("/api/ledger")["inbound"]))


def test_a_batch_that_was_refused_comes_again_whole(meta: Meta, business: Business) -> None:
    business.answers = lambda body: 200 if len(business.requests) > 1 else 500
    meta.post("/api/faults", {"batch": 1000, "batch_seconds": 1.0})
    sent = [meta.write(f"{number}") for number in range(10)]
    until(lambda: all(entry["acknowledged"] for entry in meta.get("/api/ledger")["inbound"]))
    counted = [sum(message["id"] == wamid for message in business.messages) for wamid in sent]
    assert 2 in counted
    assert min(counted) >= 1


def test_numbers_with_their_own_secrets_are_not_mixed(meta: Meta, business: Business) -> None:
    new = {"phone_number_id": SECOND, "display_number": "4312345678", "app_secret": "other", "access_token": "t"}
    meta.post("/api/numbers", new)
    business.secrets[SECOND] = "other"
    meta.post("/api/faults", {"batch": 1000, "batch_seconds": 0.5})
    for number in range(20):
        meta.write(f"{number}", **({"number": SECOND} if number % 2 else {}))
    until(lambda: len(business.messages) == 20)
    for _, body in business.requests:
        assert len({change["value"]["metadata"]["phone_number_id"] for change in told(body)}) == 1
