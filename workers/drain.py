"""A job's loop: take what is due until nothing is, but not for longer than a warm shutdown can wait."""

import time
from collections.abc import Callable

from app import wake

SECONDS = 2.0


def drain(kind: str, take: Callable[[], int], then: str | None = None) -> None:
    """Call `take` until it finds nothing due (returns 0) or the time is up; then the job wakes itself again.

    `then` names the kind of work that this one makes due; it is woken as soon as there may be some.
    """
    redis = wake.client()
    wake.begin(redis, kind)
    ends = time.monotonic() + SECONDS
    while take():
        if then:
            wake.wake_or_log(redis, then)
        if time.monotonic() >= ends:
            wake.wake_or_log(redis, kind)
            return
