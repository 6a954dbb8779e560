"""Finding the highest rate that holds. PURE but for the trial that it is given."""

from collections.abc import Callable
from math import sqrt

FACTOR = 1.5
FARTHEST = 100  # times the first rate, up or down


def highest(holds: Callable[[float], bool], start: float, halvings: int) -> float:
    """The highest rate tried that held, in messages a second; 0 when none did.

    Goes up or down from `start` by half until it has one that holds and one that does not, then between the two.
    """
    good, bad, rate = 0.0, float("inf"), start
    while (not good or bad == float("inf")) and start / FARTHEST <= rate <= start * FARTHEST:
        if holds(rate):
            good, rate = rate, rounded(rate * FACTOR)
        else:
            bad, rate = rate, rounded(rate / FACTOR)
    for _ in range(halvings if good and bad < float("inf") else 0):
        middle = rounded(sqrt(good * bad))
        if good < middle < bad:
            good, bad = (middle, bad) if holds(middle) else (good, middle)
    return good


def rounded(rate: float) -> float:
    """To two digits: more would be noise."""
    return float(f"{rate:.2g}")
