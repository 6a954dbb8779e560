"""Percentiles of values that were counted: how often there is which one. Pure."""

from collections.abc import Mapping, Sequence
from statistics import median

NINETY = 0.9


def percentile(counts: Mapping[int, int], share: float) -> int | None:
    """The smallest value that so many of all (0.5: half of them) do not exceed; None of nothing."""
    whole, seen = sum(counts.values()), 0
    for value, number in sorted(counts.items()):
        seen += number
        if number and seen >= share * whole:
            return value
    return None


def usual(values: Sequence[float | None]) -> float | None:
    """The median of those that are known; None when none is."""
    known = [value for value in values if value is not None]
    return median(known) if known else None


def spread(counts: Mapping[int, int], bounds: Sequence[int]) -> list[int]:
    """How many are below each of the bounds and not below the one before; the last: how many are below none."""
    found = [0] * (len(bounds) + 1)
    for value, number in counts.items():
        found[sum(value >= bound for bound in bounds)] += number
    return found


def part(some: int, whole: int) -> float | None:
    """The share; None of nothing."""
    return some / whole if whole else None
