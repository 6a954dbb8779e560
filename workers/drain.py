"""A job's loop: take what is due until nothing is, but not for longer than a warm shutdown can wait."""

import time
from collections.abc import Callable

from app import tracing, wake

SECONDS = 2.0

# Much of what a round costs is the same for one and for fifty, so that under load each should take many at once. Alone,
# a message waits for nothing.
GATHERING = 0.25  # seconds between the beginnings of two rounds
FULL = 64  # a round that took so many has left more behind: no pause after it


def drain(kind: str, take: Callable[[], int], *then: str) -> None:
    """Call `take` until it finds nothing due (returns 0) or the time is up; then the job wakes itself again.

    `then` names the kinds of work that this one makes due; they are woken as soon as there may be some.
    """
    redis, take = wake.client(), tracing.rounds(kind, take)
    wake.begin(redis, kind)
    began = time.monotonic()
    ends = began + SECONDS
    while taken := take():
        for made_due in then:
            wake.wake_or_log(redis, made_due)
        if time.monotonic() >= ends:
            wake.wake_or_log(redis, kind)
            return
        if taken < FULL:
            time.sleep(max(0.0, began + GATHERING - time.monotonic()))
        began = time.monotonic()
