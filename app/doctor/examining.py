"""Running the checks side by side: one that hangs or breaks becomes a finding and hides no other."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import structlog
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from app.doctor.finding import Finding

AT_ONCE = 2  # each may hold a connection to PostgreSQL, of which a web process has five
SECONDS = 30.0  # for all of them

Check = Callable[[], list[Finding]]

log = structlog.get_logger(__name__)


def examine(checks: Mapping[str, Check], seconds: float = SECONDS) -> list[Finding]:
    """What all of these find, in their order. Each keeps to its own time; the whole ends after so many seconds."""
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="doctor")
    ends = time.monotonic() + seconds
    try:
        running = {name: pool.submit(_unless_it_breaks, name, check) for name, check in checks.items()}
        return [finding for name, found in running.items() for finding in _waited_for(name, found, ends)]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _waited_for(name: str, found: Future[list[Finding]], ends: float) -> list[Finding]:
    try:
        return found.result(max(0.0, ends - time.monotonic()))
    except TimeoutError:
        return [Finding("too_slow", "fail", {"check": name})]


def _unless_it_breaks(name: str, check: Check) -> list[Finding]:
    """Without PostgreSQL or Redis their own checks say so; of the others it is only known that they could not look."""
    try:
        return check()
    except SQLAlchemyError as error:
        return [Finding("not_looked_at", "warn", {"check": name, "needs": "PostgreSQL", "error": type(error).__name__})]
    except RedisError as error:
        return [Finding("not_looked_at", "warn", {"check": name, "needs": "Redis", "error": type(error).__name__})]
    except Exception as error:
        log.exception("doctor_broke", check=name)
        return [Finding("broke", "fail", {"check": name, "error": type(error).__name__})]
