"""Redis is away and somebody guesses passwords from everywhere: the web process's memory stays small."""

import pytest
from limits.storage import RedisStorage
from redis import Redis, RedisError

from app import attempts
from app.attempts import Attempts


def test_what_is_counted_stays_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST", 50)
    counted = Attempts()
    for number in range(1000):
        assert counted.acquire_entry(f"place {number}", 5, 60)
    assert len(counted.events) <= 50
    assert len(counted.locks) <= 51


def test_one_place_is_stopped_also_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST", 50)
    counted = Attempts()
    for number in range(49):
        counted.acquire_entry(f"place {number}", 5, 60)
    assert [counted.acquire_entry("guesser", 5, 60) for _ in range(6)] == [True] * 5 + [False]


def test_redis_going_away_while_tries_are_given_back_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    storage, asked = RedisStorage("redis://localhost"), []

    def away(_: Redis, key: str) -> None:
        asked.append(key)
        raise RedisError

    monkeypatch.setattr(Redis, "lpop", away)
    attempts.give_back(storage, ["one", "two", "three"])
    assert len(asked) == 1
