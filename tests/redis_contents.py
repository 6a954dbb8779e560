"""Everything that stands in Redis, readable: RQ and Redis itself pack longer values."""

import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redis import Redis


def contents(redis: "Redis") -> str:
    found: list[Any] = []
    for key in redis.keys("*"):
        kind = redis.type(key)
        kind = kind.decode() if isinstance(kind, bytes) else kind
        found += [key, *_values(redis, kind, key)]
    return "\n".join(f"{one} {_unpacked(one)}" for one in found)


def _values(redis: "Redis", kind: str, key: Any) -> list[Any]:
    if kind == "string":
        return [redis.get(key)]
    if kind == "hash":
        return [part for pair in redis.hgetall(key).items() for part in pair]
    if kind == "list":
        return list(redis.lrange(key, 0, -1))
    if kind == "set":
        return list(redis.smembers(key))
    if kind == "zset":
        return list(redis.zrange(key, 0, -1))
    raise AssertionError(f"{key} is of a kind that this test does not read: {kind}")


def _unpacked(value: Any) -> str:
    try:
        return str(zlib.decompress(value)) if isinstance(value, bytes) else ""
    except zlib.error:
        return ""
