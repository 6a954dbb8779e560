"""The clock that can be moved on and run fast."""

from itertools import pairwise

from simulator.clock import Clock
from tests.simulator.conftest import Business, Meta, Start, until

DAY = 24 * 3600


def test_the_clock_goes_on_from_where_it_stands() -> None:
    moment = 1000.0
    clock = Clock(real=lambda: moment)
    clock.change(rate=60)
    moment += 10
    assert clock.now() == 1600
    clock.change(advance=400, rate=2)
    assert clock.now() == 2000
    moment += 5
    assert clock.now() == 2010
    assert clock.real_seconds(10) == 5
    clock.not_before(1990)
    assert clock.now() == 2010
    clock.not_before(3000)
    assert clock.now() == 3000


def test_everything_follows_the_clock(meta: Meta, business: Business) -> None:
    before = meta.get("/api/clock")
    assert before["rate"] == 1
    after = meta.post("/api/clock", {"advance": DAY})
    assert DAY <= after["now"] - before["now"] < DAY + 60
    meta.write("Moin")
    assert meta.chat()[0]["at"] >= after["now"]
    assert int(until(lambda: business.messages)[0]["timestamp"]) >= int(after["now"])


def test_seven_days_of_redelivery_pass_in_seconds_and_then_it_ends(meta: Meta, business: Business) -> None:
    business.answers = lambda body: 500
    meta.write("Moin")
    until(lambda: business.requests)
    meta.post("/api/clock", {"rate": 100_000})
    until(lambda: meta.get("/api/webhooks")["webhooks"][0]["state"] == "given_up", seconds=30)
    attempts = meta.get("/api/ledger")["inbound"][0]["attempts"]
    pauses = [later["at"] - earlier["at"] for earlier, later in pairwise(attempts)]
    assert sum(pauses) <= 7.5 * DAY  # an attempt itself takes an hour at this rate, and a busy machine some more
    assert sum(pauses) >= 6 * DAY
    assert len(attempts) == len(business.requests)


def test_a_slow_clock_keeps_what_is_due_waiting(meta: Meta, business: Business) -> None:
    business.answers = lambda body: 500
    meta.post("/api/clock", {"rate": 0.001})
    meta.write("Moin")
    until(lambda: meta.get("/api/customers")["webhook"]["failing"])
    assert len(business.requests) == 1
    meta.post("/api/clock", {"advance": 2})
    until(lambda: len(business.requests) == 2)


def test_after_a_restart_the_clock_is_not_before_what_happened(start: Start) -> None:
    before = start()
    now = before.post("/api/clock", {"advance": 3 * DAY})["now"]
    before.write("Moin")
    before.stop()
    assert start().get("/api/clock")["now"] >= now
