"""A job's loop: take what is due until nothing is, but not for longer than a warm shutdown can wait."""

import time
from collections.abc import Callable

from app import wake

SECONDS = 2.0
GATHERING = 0.1  # seconds between the beginnings of two rounds, so that under load each takes many at once


def drain(kind: str, take: Callable[[], int], then: str | None = None) -> None:
    """Call `take` until it finds nothing due (returns 0) or the time is up; then the job wakes itself again.

    `then` names the kind of work that this one makes due; it is woken as soon as there may be some.
    """
    redis = wake.client()
    wake.begin(redis, kind)
    ends = time.monotonic() + SECONDS
    next_round = time.monotonic() + GATHERING
    while take():
        if then:
            wake.wake_or_log(redis, then)
        if time.monotonic() >= ends:
            wake.wake_or_log(redis, kind)
            return
        time.sleep(max(0.0, next_round - time.monotonic()))
        next_round = time.monotonic() + GATHERING
