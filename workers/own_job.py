"""Our own jobs, and nothing else that stands in Redis: whoever can write there must not choose what workers do."""

import json
import zlib
from typing import TYPE_CHECKING, Any

import structlog
from rq import Queue
from rq.exceptions import NoSuchJobError
from rq.job import Job

from app.wake import JOB_SECONDS, WEEK
from workers.jobs import JOBS

if TYPE_CHECKING:
    from redis import Redis

LARGEST = 200  # bytes, packed and unpacked; ours take about 40
STARTED, CREATED = b"started", b"created"

log = structlog.get_logger(__name__)


class UnknownJobError(Exception):
    """A job that is not one of ours was found in the queue; it was not run."""


class JobFailedError(Exception):
    """One of our jobs broke off; the message is the error's type, because its text may quote a customer."""


class OwnJob(Job):
    """Of what stands in Redis only the name is read. What else RQ would act on (functions to call afterwards, addresses
    to report to, repeats, jobs that depend on it) is not ours, and stays unread whatever it is."""

    def refresh(self) -> None:
        if not self.connection.hexists(self.key, "data"):
            raise NoSuchJobError(f"no such job: {self.key}")
        self.restore({field: _small(self.connection, self.key, field) for field in ("data", "status")})

    def restore(self, raw_data: dict[Any, Any]) -> Any:
        name = own_name(raw_data.get("data") or raw_data.get(b"data") or b"")
        started = raw_data.get("status") == STARTED  # only so does RQ tidy up after a worker that was killed
        trusted = {b"data": json.dumps([name, None, [], {}]).encode(), b"status": STARTED if started else CREATED}
        super().restore(trusted)
        self.origin = name.rpartition(".")[2] or "refused"
        self.timeout, self.result_ttl, self.failure_ttl = JOB_SECONDS, 0, WEEK

    def perform(self) -> object:
        if self.func_name not in JOBS or self.args or self.kwargs:
            raise UnknownJobError("this is not a job of Lotse's; it was refused")
        try:
            return super().perform()
        except Exception as error:
            log.exception("job_failed", job=self.func_name, safe="trying again with the next one")
            raise JobFailedError(type(error).__name__) from None


class OwnQueue(Queue):
    """No job of ours waits for another's end: who says so in Redis is not asked."""

    def move_dependents_to_ready(self, *_: Any, **__: Any) -> dict[str, list[str]]:
        return {}

    def enqueue_dependents(self, *_: Any, **__: Any) -> dict[str, list[str]]:
        return {}


def _small(redis: "Redis", key: str, field: str) -> bytes:
    """The field's value; nothing for one too large to be ours."""
    size: Any = redis.hstrlen(key, field)
    found: Any = redis.hget(key, field) if size <= LARGEST else b""
    return found or b""


def own_name(packed: bytes) -> str:
    """The name in one of our jobs as `app.wake` writes them, "" for all else. No more than LARGEST is unpacked."""
    try:
        name, instance, args, kwargs = json.loads(zlib.decompressobj().decompress(packed, LARGEST))
    except (zlib.error, ValueError, TypeError, RecursionError):
        return ""
    own = isinstance(name, str) and name in JOBS and instance is None and not args and not kwargs
    return name if own else ""
