"""How many messages Meta takes."""

import pytest

from simulator.rates import after, fits
from tests.simulator.asking import code
from tests.simulator.conftest import ANNA, Meta, Start


def crowd(meta: Meta, count: int) -> list[str]:
    people = [meta.post("/api/customers", {"name": f"Nr. {number}"})["key"] for number in range(count)]
    for key in people:
        meta.write("Moin", key)
    return people


def test_a_burst_of_45_to_one_person_is_taken_and_then_one_in_6_seconds(meta: Meta) -> None:
    meta.write("Moin")
    meta.write("Hi", "447700900123")
    codes = [code(meta.send(f"{number}")) for number in range(46)]
    assert codes == [0] * 45 + [131056]
    assert code(meta.send("Hello", "447700900123")) == 0  # only this pair
    meta.post("/api/clock", {"advance": 6.5})
    assert [code(meta.send("?")) for _ in range(2)] == [0, 131056]


def test_what_was_borrowed_is_paid_back_at_one_in_6_seconds() -> None:
    free_at = 0.0
    for _ in range(45):
        assert fits(free_at, 1000)
        free_at = after(free_at, 1000)
    assert not fits(free_at, 1005)
    assert fits(free_at, 1006)
    assert after(free_at, 1000 + 45 * 6 + 100) == 1000 + 45 * 6 + 100 + 6


def test_81_messages_in_a_second_are_too_many_in_and_out_together(meta: Meta) -> None:
    people = crowd(meta, 3)
    meta.post("/api/clock", {"advance": 60, "rate": 0.001})  # a second that lasts
    for number in range(50):
        meta.write(f"{number}", people[0])
    codes = [code(meta.send("Hallo", people[number % 3])) for number in range(31)]
    assert codes == [0] * 30 + [130429]
    meta.post("/api/clock", {"advance": 1.1})
    assert code(meta.send("Hallo", people[0])) == 0


@pytest.mark.parametrize("by", ["switch", "setting"])
def test_the_limits_can_be_switched_off(start: Start, by: str) -> None:
    meta = start(faults={"rates": False}) if by == "switch" else start(faults=None, rates=False)
    if by == "setting":
        meta.http.delete("/api/faults")
    meta.write("Moin", ANNA)
    assert {code(meta.send("Hallo")) for _ in range(60)} == {0}
