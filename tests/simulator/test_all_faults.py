"""Everything goes wrong at once."""

from contextlib import suppress

import httpx2
import pytest

from tests.simulator.asking import request
from tests.simulator.conftest import Business, Start, until

EVERYTHING = {
    "duplicates": 0.3,
    "reordering": 0.3,
    "reordering_seconds": 1,
    "delays": 0.2,
    "delay_seconds": 2,
    "late_statuses": 0.3,
    "late_seconds": 2,
    "lost_statuses": 0.2,
    "batch": 50,
    "latency": 20,
    "rules": [
        {"fault": "error", "status": 503, "probability": 0.1},
        {"fault": "error", "status": 500, "accept": True, "probability": 0.1},
        {"fault": "slow", "milliseconds": 50, "probability": 0.1},
        {"fault": "drop", "probability": 0.1},
    ],
}


@pytest.mark.parametrize("seed", [1, 2])
def test_no_message_is_lost_and_the_ledger_counts_right(start: Start, business: Business, seed: int) -> None:
    meta = start(faults={**EVERYTHING, "seed": seed})
    # The webhook has its bad moments too.
    business.answers = lambda body: 500 if len(business.requests) % 5 == 0 else 200
    written: set[str] = set()
    taken: set[str] = set()
    for number in range(40):
        written.add(meta.write(f"Nachricht {number}"))
        with suppress(httpx2.RemoteProtocolError):
            answer = meta.graph(request("text", {"body": f"Antwort {number}"}))
            taken |= {message["id"] for message in answer.json().get("messages", [])}
    meta.post("/api/clock", {"rate": 20})
    until(lambda: {message["id"] for message in business.messages} >= written, seconds=30)
    until(lambda: all(entry["acknowledged"] for entry in meta.get("/api/ledger")["inbound"]), seconds=30)
    until(lambda: not meta.get("/api/customers")["webhook"]["failing"], seconds=30)
    accepted = {entry["wamid"] for entry in meta.get("/api/ledger")["outbound"]}
    assert taken < accepted  # some were taken and hidden
    assert {message["id"] for message in business.messages} == written
    assert {status["id"] for status in business.statuses} <= accepted
    assert len(business.messages) > len(written)
