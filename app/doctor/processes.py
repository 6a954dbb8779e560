"""Whether the workers and the clock live: by the keys that RQ's workers keep alive in Redis, and by the ledger's check,
which the clock does every minute."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from redis import Redis
from rq.worker_registration import WORKERS_BY_QUEUE_KEY

from app import database, wake
from app.doctor.finding import Finding
from app.ledger import last_check

SECONDS = 2.0  # for a statement


def look_at_workers() -> list[Finding]:
    with wake.connect() as redis:
        return judge_workers(living(redis))


def look_at_clock() -> list[Finding]:
    with database.sessions()() as session:
        database.take_at_most(session, SECONDS)
        return [judge_clock(last_check.missed_since(session), last_check.at(session))]


def living(redis: "Redis") -> dict[str, int]:
    """How many workers of each kind live. A dead one's key ends by itself after one to two minutes."""
    return {kind: _number(redis, kind) for kind in wake.KINDS}


def _number(redis: "Redis", kind: str) -> int:
    keys: Any = redis.smembers(WORKERS_BY_QUEUE_KEY % kind)
    alive: Any = redis.exists(*keys) if keys else 0
    return int(alive)


def judge_workers(living: Mapping[str, int]) -> list[Finding]:
    missing = [kind for kind in wake.EVERYWHERE if not living.get(kind)]
    if not missing:
        return [Finding("workers", "ok", {"number": sum(living.values())})]
    return [Finding("workers_missing", "fail", {"kinds": missing})]


def judge_clock(missed_since: datetime | None, checked_at: datetime | None) -> Finding:
    if missed_since:
        return Finding("clock_missing", "fail", {"at": missed_since})
    return Finding("clock", "ok", {"at": checked_at}) if checked_at else Finding("clock_new", "warn")
