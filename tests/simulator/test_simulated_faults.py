"""The fault switches."""

import time

import httpx2
import pytest

from simulator.backoff import GIVE_UP_AFTER, next_attempt, pause_after
from simulator.faults import Faults, Misbehaviour, Rule
from simulator.prices import month_start, pricing_type
from tests.simulator.conftest import Business, Meta, Start


def texts(meta: Meta) -> list[str]:
    return [entry["text"] for entry in meta.get("/api/ledger")["outbound"]]


@pytest.mark.parametrize(("status", "code"), [(500, 131000), (429, 130429), (503, 2)])
def test_the_next_sends_get_an_error_and_then_all_is_well(meta: Meta, status: int, code: int) -> None:
    meta.write("Moin")
    meta.post("/api/faults", {"rules": [{"fault": "error", "status": status, "next": 2}]})
    answers = [meta.send(text) for text in ("eins", "zwei", "drei")]
    assert [answer.status_code for answer in answers] == [status, status, 200]
    assert answers[0].json()["error"]["code"] == code
    assert texts(meta) == ["drei"]


def test_a_dropped_connection_hides_that_the_message_was_taken(meta: Meta, business: Business) -> None:
    meta.write("Moin")
    meta.post("/api/faults", {"rules": [{"fault": "drop", "next": 1}]})
    with pytest.raises(httpx2.RemoteProtocolError):
        meta.send("eins")
    assert texts(meta) == ["eins"]
    assert meta.send("zwei").status_code == 200


def test_a_hanging_answer_hides_that_the_message_was_taken(meta: Meta) -> None:
    meta.write("Moin")
    meta.post("/api/faults", {"rules": [{"fault": "hang", "next": 1}]})
    with pytest.raises(httpx2.ReadTimeout):
        meta.http.post(
            "/v26.0/106540352242922/messages",
            json={"messaging_product": "whatsapp", "to": "491713920011", "text": {"body": "eins"}},
            headers={"Authorization": "Bearer a-token-for-tests"},
            timeout=0.3,
        )
    assert texts(meta) == ["eins"]


def test_an_error_can_hide_that_the_message_was_taken(meta: Meta) -> None:
    meta.write("Moin")
    meta.post("/api/faults", {"rules": [{"fault": "error", "accept": True}]})
    assert meta.send("eins").status_code == 500
    assert texts(meta) == ["eins"]


def test_answers_can_be_made_slow(meta: Meta) -> None:
    meta.write("Moin")
    meta.post("/api/faults", {"latency_ms": 200})
    started = time.monotonic()
    assert meta.send("eins").status_code == 200
    assert time.monotonic() - started >= 0.2


def test_statuses_can_be_kept_back(start: Start, business: Business) -> None:
    meta = start(faults={"statuses": False})
    meta.write("Moin")
    meta.send("eins")
    assert [item["kind"] for item in meta.get("/api/webhooks")["webhooks"]] == ["message"]


def test_a_switch_keeps_the_others_and_all_can_be_cleared(meta: Meta) -> None:
    meta.post("/api/faults", {"latency_ms": 5})
    faults = meta.post("/api/faults", {"statuses": False})
    assert (faults["latency_ms"], faults["statuses"]) == (5, False)
    meta.http.delete("/api/faults")
    assert meta.get("/api/faults")["latency_ms"] == 0


@pytest.mark.parametrize(
    "wrong", [{"slowness": 5}, {"latency": "fast"}, {"rules": [{"fault": "explode"}]}, {"latency_ms": -1}]
)
def test_a_wrong_switch_is_refused_and_changes_nothing(lasting: Meta, wrong: dict[str, object]) -> None:
    before = lasting.get("/api/faults")
    assert lasting.http.post("/api/faults", json=wrong).status_code == 422
    assert lasting.get("/api/faults") == before


def test_the_same_seed_strikes_the_same_sends() -> None:
    def strikes() -> list[bool]:
        misbehaviour = Misbehaviour(Faults(seed=7, rules=[Rule(fault="drop", probability=0.3)]))
        return [misbehaviour.draw() is not None for _ in range(200)]

    assert strikes() == strikes()
    assert 30 <= sum(strikes()) <= 90


def test_pauses_grow_from_a_second_to_ten_minutes() -> None:
    assert [pause_after(attempts) for attempts in (1, 2, 3, 4, 5)] == [1, 2, 4, 8, 16]
    assert pause_after(1000) == 600


def test_after_seven_days_a_delivery_is_given_up() -> None:
    assert next_attempt(created_at=0, attempts=900, now=GIVE_UP_AFTER - 601) is not None
    assert next_attempt(created_at=0, attempts=900, now=GIVE_UP_AFTER - 599) is None


def test_the_first_thousand_replies_of_a_month_are_free() -> None:
    assert (pricing_type(999), pricing_type(1000)) == ("free_customer_service", "regular")
    assert month_start(1_793_491_200.5) == 1_793_491_200  # 1 November 2026, 0:00 UTC
    assert month_start(1_793_491_199) == 1_790_812_800  # 1 October 2026
