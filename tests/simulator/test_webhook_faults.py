"""Webhooks that come twice, late, in another order, or never."""

import time
from random import Random
from statistics import quantiles

import pytest

from simulator import latency
from simulator.fates import decide, due_at
from simulator.faults import Faults
from tests.simulator.asking import send, statuses_of
from tests.simulator.conftest import Business, Meta, Start, until


def ids(business: Business) -> list[str]:
    return [message["id"] for message in business.messages]


def test_everything_can_come_twice(meta: Meta, business: Business) -> None:
    meta.post("/api/faults", {"duplicates": 1.0})
    wamid = meta.write("Moin")
    until(lambda: ids(business) == [wamid] * 2)
    bodies = [body for _, body in business.requests]
    assert bodies[0] == bodies[1]
    entry = meta.get("/api/ledger")["inbound"][0]
    assert (entry["acknowledged"], len(entry["attempts"])) == (True, 1)


def test_statuses_can_get_lost_and_messages_cannot(meta: Meta, business: Business) -> None:
    meta.post("/api/faults", {"lost_statuses": 1.0})
    first = meta.write("Moin")
    send(meta, "text", {"body": "Hallo"})
    second = meta.write("Danke")
    until(lambda: ids(business) == [first, second])
    states = {item["kind"]: item["state"] for item in meta.get("/api/webhooks")["webhooks"]}
    assert states["status"] == "lost"
    assert not business.statuses


def test_statuses_can_be_late(meta: Meta, business: Business) -> None:
    meta.post("/api/faults", {"late_statuses": 1.0, "late_seconds": 3600})
    meta.write("Moin")
    wamid = send(meta, "text", {"body": "Hallo"})
    until(lambda: meta.chat()[0]["status"] == "delivered")
    assert not business.statuses
    meta.post("/api/clock", {"advance": 3601})
    statuses_of(business, wamid, "sent", "delivered")


def test_anything_can_be_held_up(meta: Meta, business: Business) -> None:
    meta.post("/api/faults", {"delays": 1.0, "delay_seconds": 600})
    wamid = meta.write("Moin")
    time.sleep(0.2)
    assert not business.requests
    meta.post("/api/clock", {"advance": 601})
    until(lambda: ids(business) == [wamid])


def test_the_order_can_be_lost_and_nothing_else(meta: Meta, business: Business) -> None:
    meta.post("/api/faults", {"seed": 5, "reordering": 0.5, "reordering_seconds": 0.5})
    sent = [meta.write(f"{number}") for number in range(20)]
    until(lambda: len(ids(business)) == 20)
    assert set(ids(business)) == set(sent)
    assert ids(business) != sent


def test_the_same_seed_gives_the_same_fates_whatever_else_is_switched_on() -> None:
    few, more = Faults(seed=7, duplicates=0.3), Faults(seed=7, duplicates=0.3, delays=0.5, lost_statuses=0.5)
    twice = [decide(few, number, "message").copy_after for number in range(300)]
    assert twice == [decide(more, number, "message").copy_after for number in range(300)]
    assert 60 <= sum(copy is not None for copy in twice) <= 120
    assert twice != [decide(Faults(seed=8, duplicates=0.3), number, "message").copy_after for number in range(300)]


def test_without_switches_nothing_happens_to_an_update() -> None:
    for kind in ("message", "status", "raw"):
        fate = decide(Faults(), 1, kind)
        assert (fate.lost, fate.delay, fate.copy_after) == (False, 0, None)
        assert due_at(Faults(), fate, 12.3) == 12.3


def test_metas_answers_take_200_ms_at_the_median_and_800_at_the_99th_percentile() -> None:
    dice = Random(3)
    cuts = quantiles([latency.seconds("real", dice) for _ in range(40_000)], n=100)
    assert cuts[49] == pytest.approx(0.2, rel=0.03)
    assert cuts[98] == pytest.approx(0.8, rel=0.06)
    assert latency.seconds(25, dice) == 0.025


def test_answers_and_deliveries_take_as_long_as_the_switch_says(start: Start, business: Business) -> None:
    meta = start(faults={"latency": 300})
    started = time.monotonic()
    meta.write("Moin")
    until(lambda: business.messages)
    assert time.monotonic() - started >= 0.3
    started = time.monotonic()
    meta.send("Hallo")
    assert time.monotonic() - started >= 0.3


def test_one_answer_can_be_slow_and_still_right(meta: Meta) -> None:
    meta.write("Moin")
    meta.post("/api/faults", {"rules": [{"fault": "slow", "milliseconds": 300, "next": 1}]})
    started = time.monotonic()
    assert meta.send("Hallo").status_code == 200
    assert time.monotonic() - started >= 0.3
    assert len(meta.get("/api/ledger")["outbound"]) == 1


def test_clearing_keeps_how_real_life_is(start: Start) -> None:
    meta = start(faults={"duplicates": 0.5}, instant=False, rates=False)
    meta.post("/api/faults", {"latency": 5})
    cleared = meta.http.delete("/api/faults").json()
    assert (cleared["latency"], cleared["rates"], cleared["duplicates"]) == ("real", False, 0)
