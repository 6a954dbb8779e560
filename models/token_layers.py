"""What the sentence encoder's first two layers make of a token: it depends on nothing but the token."""

from collections.abc import Mapping
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float32]
Numbers = NDArray[np.intp]
Weights = Mapping[str, NDArray[np.float32]]

WIDTH = 256  # of what a branch knows of a token
BLOCKS = 17  # the ids are dealt out among so many blocks of the stored table, each with a scale of its own
REMEMBERED = 512  # tokens: two of three that customers write are among them, and they take 7 MB


class Branch(NamedTuple):
    """`seen` tokens at once, `before` of them before the token itself. Where it stands in a row of `TokenLayers`:
    the token's state from `state` on, then from `shares` on what the token adds to its own place and its neighbours'.
    """

    seen: int
    before: int
    state: int
    shares: int


BRANCHES = (Branch(2, 0, 0, 768), Branch(3, 1, 256, 1280), Branch(5, 2, 512, 2048))
STATES, ROW = 768, 3328


class TokenLayers:
    """weights: the encoder's, by their names in its file; table: the tokens' stored vectors, a byte for each number.

    The rows of the first tokens that are met are remembered; later ones are computed each time.
    """

    def __init__(self, weights: Weights, table: NDArray[np.uint8], remembered: int = REMEMBERED) -> None:
        self._scale, self._least, self._eps = weights["scale"], weights["lo"], weights["eps"]
        self._table = table
        self._projection = np.hstack([weights[f"proj{branch.seen}"] for branch in BRANCHES])
        self._bias, self._gain, self._shift = (
            np.concatenate([weights[f"{name}{branch.seen}"] for branch in BRANCHES])
            for name in ("proj_b", "ln_g", "ln_b")
        )
        self._shares = [_side_by_side(weights[f"w1_{branch.seen}"]) for branch in BRANCHES]
        self._rows = np.empty((remembered, ROW), dtype=np.float32)
        self._places = np.full(len(table), -1, dtype=np.int32)
        self._known = 0
        self._lock = Lock()

    def vectors(self, ids: Numbers) -> Table:
        """The tokens' stored vectors, 512 numbers each."""
        block = ids % BLOCKS
        found: Table = self._table[ids] * self._scale[block, None]
        found += self._least[block, None]
        return found

    def rows(self, ids: Numbers) -> Table:
        """A row for each id, and one of zeros at the end. ids: each once."""
        rows = np.empty((len(ids) + 1, ROW), dtype=np.float32)
        rows[-1] = 0
        places = self._places[ids]
        known, new = np.flatnonzero(places >= 0), np.flatnonzero(places < 0)
        rows[known] = self._rows[places[known]]
        if len(new):
            rows[new] = self._computed(ids[new])
            self._remember(ids[new], rows[new])
        return rows

    def _computed(self, ids: Numbers) -> Table:
        states = self.vectors(ids) @ self._projection + self._bias
        states -= states.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", states, states) / STATES + self._eps
        states *= 1 / np.sqrt(spread)[:, None]
        states = states * self._gain + self._shift
        shares = [
            states[:, branch.state : branch.state + WIDTH] @ matrix
            for branch, matrix in zip(BRANCHES, self._shares, strict=True)
        ]
        return np.hstack([states, *shares])

    def _remember(self, ids: Numbers, rows: Table) -> None:
        with self._lock:
            start, end = self._known, min(self._known + len(ids), len(self._rows))
            self._rows[start:end] = rows[: end - start]
            self._places[ids[: end - start]] = np.arange(start, end)
            self._known = end


def _side_by_side(stacked: Table) -> Table:
    """A matrix for each neighbour, from one above the other to one beside the other."""
    return np.hstack(np.split(stacked, len(stacked) // WIDTH))
