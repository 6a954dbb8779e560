"""The one place that knows Redis and RQ.

A wake-up is only a hint that something is due. What is due stands in PostgreSQL, and a job takes all of it, so a
lost, doubled or late wake-up does no harm.
"""

import threading
import time
from functools import lru_cache
from typing import Any

import structlog
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue

from app import settings, threads

EVERYWHERE = ("intake", "triage", "deliver", "media")
# Only where an answer of the playbook asks another system. Elsewhere nobody listens to its queue, so that it is woken
# for what is known to be due and for nothing else.
KINDS = (*EVERYWHERE, "lookup")
COALESCE_SECONDS = 10
MOST_JOBS = 1000  # in a queue; two would do
JOB_SECONDS = 180  # far above the longest step; what hangs longer is broken off and tried again
PAUSE_SECONDS = 0.05  # between two wake-ups of one process: what comes meanwhile is woken for once
WEEK = 7 * 24 * 3600

log = structlog.get_logger(__name__)


def connect(seconds: float = 1.0) -> "Redis":
    """A client that gives up after `seconds` instead of retrying: nobody may wait for a hung Redis."""
    return Redis.from_url(
        settings.load().redis_url,
        socket_timeout=seconds,
        socket_connect_timeout=seconds,
        retry=Retry(NoBackoff(), 0),
        **tls_options(),
    )


def patient() -> "Redis":
    """A worker's own connection, which waits for jobs."""
    return Redis.from_url(settings.load().redis_url, **tls_options())


def tls_options() -> dict[str, Any]:
    """Some platforms' Redis shows a certificate that nobody has signed: REDIS_TLS_VERIFY=false takes it."""
    current = settings.load()
    encrypted = current.redis_url.startswith("rediss://")
    return {"ssl_cert_reqs": "none"} if encrypted and not current.redis_tls_verify else {}


@lru_cache(maxsize=1)
def client() -> "Redis":
    return connect()


def _key(kind: str) -> str:
    return f"lotse:wake:{kind}"


def wake(redis: "Redis", kind: str) -> bool:
    """Queue the job for what is due of this kind, unless one is queued already. Call it after the commit.

    Whoever finds the key set may rely on the job behind it: that job deletes the key before it looks at what is
    due (see `begin`), so it will see the caller's committed row. Returns whether a job was queued.
    Raises RedisError when Redis is away.
    """
    if not redis.set(_key(kind), 1, nx=True, ex=COALESCE_SECONDS):
        return False
    queue = Queue(kind, connection=redis, serializer="json")
    queue.enqueue(f"workers.jobs.{kind}", result_ttl=0, failure_ttl=WEEK, job_timeout=JOB_SECONDS)
    return True


def begin(redis: "Redis", kind: str) -> None:
    """A job's first step: from here on, a new wake-up queues a new job."""
    redis.delete(_key(kind))


def wake_or_log(redis: "Redis", kind: str) -> None:
    try:
        wake(redis, kind)
    except RedisError as error:
        log.warning("wake_up_lost", kind=kind, error=type(error).__name__, safe="the clock wakes again in 30 s")


def forget(redis: "Redis", kind: str) -> None:
    """A worker begins anew: whatever stands in Redis of this kind of work, and may be what broke the worker off."""
    queue = _queue(kind)
    redis.delete(
        _key(kind), queue, f"{queue}:intermediate", f"rq:wip:{kind}", f"rq:failed:{kind}", f"rq:clean_registries:{kind}"
    )
    for key in ("rq:workers", f"rq:workers:{kind}", "rq:queues"):
        _delete_unless(redis, key, "set")


def forget_the_stuck(redis: "Redis") -> None:
    """What would suppress wake-ups: a key whose end lies too far ahead (Redis reckons by the wall clock, which may be
    put back) or that has none, and a queue that is none, or longer than we make any."""
    try:
        _delete_unless(redis, "rq:queues", "set")
        for kind in KINDS:
            if not -1 < redis.ttl(_key(kind)) <= COALESCE_SECONDS:
                redis.delete(_key(kind))
            _delete_unless(redis, _queue(kind), "list")
            if redis.llen(_queue(kind)) > MOST_JOBS:
                redis.delete(_queue(kind))
    except RedisError as error:
        log.warning("redis_away", error=type(error).__name__, safe="the clock looks again in 30 s")


def _queue(kind: str) -> str:
    return f"rq:queue:{kind}"


def _delete_unless(redis: "Redis", key: str, type_name: str) -> None:
    """Whoever can write to Redis may have put something else where RQ reads."""
    if redis.type(key) not in {type_name.encode(), b"none"}:
        redis.delete(key)


class Waker:
    """Wakes from a thread of its own, so that no request ever waits for Redis."""

    def __init__(self) -> None:
        self._kinds: set[str] = set()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def soon(self, kind: str) -> None:
        with self._changed:
            self._kinds.add(kind)
            self._thread = threads.running(self._thread, self._run, "waker")
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._kinds)
                kind = self._kinds.pop()
            try:
                wake_or_log(client(), kind)
            except Exception:  # the thread must outlive whatever one wake-up meets
                log.exception("wake_up_failed", kind=kind)
            time.sleep(PAUSE_SECONDS)


waker = Waker()
