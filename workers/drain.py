"""A job's loop: take what is due until nothing is, but not for longer than a warm shutdown can wait."""

import time
from collections.abc import Callable

from app import wake

SECONDS = 2.0

# Under load each round should take many at once, since much of what one costs is the same for one and for fifty. So a
# job rests after a round, for longer after a longer one: it works a quarter of the time until rounds are full.
REST = 3.0  # times as long as the round took
LONGEST_REST = 0.3  # seconds
FULL = 64  # rounds that took so many leave more behind: no rest


def drain(kind: str, take: Callable[[], int], then: str | None = None) -> None:
    """Call `take` until it finds nothing due (returns 0) or the time is up; then the job wakes itself again.

    `then` names the kind of work that this one makes due; it is woken as soon as there may be some.
    """
    redis = wake.client()
    wake.begin(redis, kind)
    began = time.monotonic()
    ends = began + SECONDS
    while taken := take():
        if then:
            wake.wake_or_log(redis, then)
        if time.monotonic() >= ends:
            wake.wake_or_log(redis, kind)
            return
        time.sleep(rest(time.monotonic() - began, taken))
        began = time.monotonic()


def rest(took: float, taken: int) -> float:
    """Seconds to wait for more after a round that took so long, in seconds, and so many."""
    return 0.0 if taken >= FULL else min(REST * took, LONGEST_REST)
