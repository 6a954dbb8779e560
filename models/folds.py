"""Who is left out when. The rows of a fold are predicted by a model that has not seen them."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FEWEST_GROUPS = 3

# The fold of a row that is never left out.
NEVER = -1

# Of all rows; smaller groups do not count as one more to be left out: a handful of messages says nothing alone.
SMALLEST_GROUP = 0.02

# With more than this in one group, too little would be left to learn from when it is left out.
LARGEST_GROUP = 0.7


def is_grouped(groups: Sequence[str] | None) -> bool:
    """Whether there are groups enough to leave one out at a time."""
    sizes = Counter(groups or ()).values()
    large = [size for size in sizes if size >= SMALLEST_GROUP * len(groups or ())]
    return len(large) >= FEWEST_GROUPS and max(large) <= LARGEST_GROUP * sum(sizes)


def make_folds(
    labels: Sequence[str], groups: Sequence[str] | None = None, folds: int = 5, seed: int = 0
) -> NDArray[np.intp]:
    """The fold number of each row, below `folds` (with groups, at least 3).

    With at least 3 groups (writers, sources) no group is split, but for the rows of a label that only one group has:
    nobody could know that label when the group is left out. Without groups every label is dealt out evenly.
    """
    if groups is None or not is_grouped(groups):
        return _deal(labels, folds, seed)
    numbers = _by_group(groups, folds)
    lonely = _labels_of_one_group(labels, groups)
    rows = [row for row, label in enumerate(labels) if label in lonely]
    numbers[rows] = _deal([labels[row] for row in rows], int(numbers.max()) + 1, seed)
    return numbers


def _by_group(groups: Sequence[str], folds: int) -> NDArray[np.intp]:
    """The largest group first, each into the smallest fold so far."""
    sizes = Counter(sorted(groups)).most_common()
    loads = [0] * min(len(sizes), max(folds, FEWEST_GROUPS))
    home: dict[str, int] = {}
    for group, size in sizes:
        home[group] = loads.index(min(loads))
        loads[home[group]] += size
    return np.array([home[group] for group in groups], dtype=np.intp)


def _labels_of_one_group(labels: Sequence[str], groups: Sequence[str]) -> set[str]:
    pairs = set(zip(labels, groups, strict=True))
    return {label for label, count in Counter(label for label, _ in pairs).items() if count == 1}


def _deal(labels: Sequence[str], folds: int, seed: int) -> NDArray[np.intp]:
    random = np.random.default_rng(seed)
    numbers = np.zeros(len(labels), dtype=np.intp)
    values = np.asarray(labels, dtype=np.str_)
    dealt = 0
    for label in np.unique(values):
        rows = random.permutation(np.flatnonzero(values == label))
        # The deal goes on where the last label stopped, or labels with one example would all be in fold 0.
        numbers[rows] = (dealt + np.arange(len(rows))) % folds
        dealt += len(rows)
    return numbers
