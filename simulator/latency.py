"""How long Meta takes. Pure."""

from math import log
from random import Random
from typing import Literal

Latency = Literal["real"] | float

MEDIAN = 0.2  # seconds; Meta asks webhooks for a median of 250 ms and under 1 % above 1 s, and is a little better
AT_99_PERCENT = 0.8
# The 99th percentile of the normal distribution is 2.3263 standard deviations above its middle.
SPREAD = log(AT_99_PERCENT / MEDIAN) / 2.3263


def seconds(latency: Latency, dice: Random) -> float:
    """One pause: log-normal for "real", else that many milliseconds."""
    if latency == "real":
        return dice.lognormvariate(log(MEDIAN), SPREAD)
    return latency / 1000
