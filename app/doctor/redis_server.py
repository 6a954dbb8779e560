"""Redis or Valkey: does it answer, does it evict, can it write, is there memory left."""

from collections.abc import Mapping
from typing import Any

from redis import RedisError

from app import wake
from app.doctor.finding import Finding

NEARLY_FULL = 0.9
OLDEST = 7


def look() -> list[Finding]:
    try:
        with wake.connect() as redis:
            told: Mapping[str, Any] = redis.info()
    except RedisError as error:
        return [Finding("redis_away", "fail", {"error": type(error).__name__})]
    return judge(told)


def judge(told: Mapping[str, Any]) -> list[Finding]:
    """`told` is what INFO says; platforms leave some of it out. PURE."""
    version = str(told.get("valkey_version") or told.get("redis_version") or "?")
    major = version.partition(".")[0]
    old = major.isdecimal() and int(major) < OLDEST
    answers = Finding("redis_old" if old else "redis", "warn" if old else "ok", {"version": version})
    return [answers, *_policy(told), *_memory(told), *_persistence(told)]


def _policy(told: Mapping[str, Any]) -> list[Finding]:
    policy = told.get("maxmemory_policy")
    if policy in {None, "noeviction"}:
        return []
    return [Finding("redis_evicts", "warn", {"policy": str(policy)})]


def _memory(told: Mapping[str, Any]) -> list[Finding]:
    most, used = int(told.get("maxmemory") or 0), int(told.get("used_memory") or 0)
    full = most > 0 and used >= NEARLY_FULL * most
    return [Finding("redis_full", "warn", {"percent": round(100 * used / most)})] if full else []


def _persistence(told: Mapping[str, Any]) -> list[Finding]:
    """Nothing in it has to last. But a Redis that cannot save refuses to be written to."""
    failed = [name for name in ("rdb_last_bgsave_status", "aof_last_write_status") if told.get(name, "ok") != "ok"]
    return [Finding("redis_cannot_save", "fail")] if failed else []
