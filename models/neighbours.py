"""How like the nearest known example of each class a text is, by what it means."""

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from models.estimator import Estimator

Table = NDArray[np.float32]

# What a class without examples gets: as unlike as can be.
UNLIKE = -1.0


class Neighbours(Estimator):
    """Projected embeddings to texts x classes: the cosine (-1 to 1) to the nearest example of the class.

    dimensions: how many of the leading columns are compared; more cost time and bring nothing (measured).
    """

    def __init__(self, dimensions: int = 128) -> None:
        self.dimensions = dimensions

    def fit(self, vectors: Table, columns: NDArray[np.intp], classes: int) -> Self:
        """columns: the class of each row, 0 to `classes` - 1; a class may have no row."""
        order = np.argsort(columns, kind="stable")
        self.classes_ = classes
        self.present_, self.starts_ = np.unique(columns[order], return_index=True)
        self._unpack(_to_bytes(_unit(vectors[order, : self.dimensions])))
        return self

    def similarity(self, vectors: Table) -> Table:
        """All 0 when the vectors have no columns (no embeddings)."""
        if vectors.shape[1] == 0:
            return np.zeros((len(vectors), self.classes_), dtype=np.float32)
        cosines = _unit(vectors[:, : self.dimensions]) @ self.examples_
        table = np.full((len(vectors), self.classes_), UNLIKE, dtype=np.float32)
        table[:, self.present_] = np.maximum.reduceat(cosines, self.starts_, axis=1)
        return table

    def nearest(self, vector: Table, column: int, most: int) -> list[tuple[int, float]]:
        """Row (in the order of the classes) and cosine of the examples of one class that are most like one text."""
        place = int(np.searchsorted(self.present_, column))
        if vector.size == 0 or place == len(self.present_) or self.present_[place] != column:
            return []
        start = int(self.starts_[place])
        end = int(self.starts_[place + 1]) if place + 1 < len(self.starts_) else self.examples_.shape[1]
        cosines = _unit(vector[None, : self.dimensions])[0] @ self.examples_[:, start:end]
        return [(start + int(row), float(cosines[row])) for row in np.argsort(-cosines)[:most]]

    def _unpack(self, codes: NDArray[np.int8]) -> None:
        """`examples_` is dimensions x examples: products with it take two thirds of the time, alone and in batches."""
        self.codes_ = codes
        self.examples_ = np.ascontiguousarray(codes.T, dtype=np.float32)
        self.examples_ /= np.maximum(np.sqrt(np.einsum("ij,ij->j", self.examples_, self.examples_)), 1e-9)

    def __getstate__(self) -> dict[str, Any]:
        """One byte per number is enough for a cosine, and makes the stored model four times smaller."""
        state: dict[str, Any] = super().__getstate__()
        return {name: value for name, value in state.items() if name != "examples_"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        if "codes_" in state:
            self._unpack(state["codes_"])


def _unit(rows: Table) -> Table:
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    unit: Table = rows / np.maximum(lengths, 1e-9)[:, None]
    return unit


def _to_bytes(rows: Table) -> NDArray[np.int8]:
    largest = np.maximum(np.abs(rows).max(axis=1, initial=0, keepdims=True), 1e-9)
    codes: NDArray[np.int8] = np.round(rows / largest * 127).astype(np.int8)
    return codes
