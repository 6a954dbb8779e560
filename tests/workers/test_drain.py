"""A job takes what is due until nothing is, or until it has worked for its time; then it wakes itself again."""

from typing import TYPE_CHECKING

import pytest
from rq import Queue

from app import wake
from workers import drain as drain_room
from workers.drain import drain

if TYPE_CHECKING:
    from redis import Redis


def queued(redis: "Redis", kind: str) -> int:
    return Queue(kind, connection=redis, serializer="json").count


def test_it_goes_on_until_nothing_is_due(redis: "Redis") -> None:
    due = [3, 2, 1, 0]
    drain("intake", lambda: due.pop(0))

    assert due == []
    assert queued(redis, "intake") == 0


def test_it_wakes_what_its_work_makes_due(redis: "Redis") -> None:
    due = [1, 0]
    drain("intake", lambda: due.pop(0), "triage")

    assert queued(redis, "triage") == 1


def test_when_its_time_is_up_it_leaves_the_rest_to_a_job_of_its_own_kind(
    redis: "Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drain_room, "SECONDS", 0)
    rounds = []

    def always_due() -> int:
        rounds.append(1)
        return 1

    drain("intake", always_due)

    assert len(rounds) == 1
    assert queued(redis, "intake") == 1


def test_a_wake_up_during_its_work_queues_a_new_job(redis: "Redis") -> None:
    wake.wake(redis, "intake")
    due = [1, 0]

    def woken_meanwhile() -> int:
        wake.wake(redis, "intake")
        return due.pop(0)

    drain("intake", woken_meanwhile)

    assert queued(redis, "intake") == 2


def test_it_lets_work_gather_only_while_a_round_takes_all_that_is_due(
    redis: "Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(drain_room.time, "sleep", pauses.append)
    due = [drain_room.FULL, drain_room.FULL - 1, 0]
    drain("intake", lambda: due.pop(0))

    assert len(pauses) == 1  # after the round that was not full
