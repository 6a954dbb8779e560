"""The linear head: support vectors, one class against the rest, kept as one dense block."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from models.estimator import Estimator

Labels = Sequence[str] | NDArray[np.str_]

# The score of a class without examples: about as far off as a class can be.
UNSEEN = -2.0

# As close to the optimum as weights of one byte can tell, and sooner there than at scikit-learn's 0.0001: with the
# starter's examples the scores differ by 0.001, and none by a writer left out (of 3,326) got another intent.
TOLERANCE = 0.03


class LinearHead(Estimator):
    """`coef_` is features x classes, float32: mixing widths would copy the whole block for every message."""

    def __init__(self, C: float = 1.0, seed: int = 0) -> None:  # noqa: N803 - scikit-learn's name
        self.C = C
        self.seed = seed

    def fit(self, features: Any, labels: Labels, classes: Labels | None = None) -> Self:
        """classes: all there are, sorted; those that `labels` lacks get the score `UNSEEN`."""
        present = np.unique(np.asarray(labels))
        self.classes_ = present if classes is None else np.asarray(classes)
        self.coef_ = np.zeros((features.shape[1], len(self.classes_)), dtype=np.float32)
        self.intercept_ = np.full(len(self.classes_), UNSEEN, dtype=np.float32)
        columns = np.searchsorted(self.classes_, present)
        if len(present) == 1:
            self.intercept_[columns] = 1.0
            return self
        from sklearn.svm import LinearSVC  # here, because a worker only predicts, and saves 10 MB

        svm = LinearSVC(C=self.C, tol=TOLERANCE, random_state=self.seed).fit(features, labels)
        sides = np.array([[-1.0], [1.0]]) if len(present) == 2 else np.ones((1, 1))
        self.coef_[:, columns] = (sides * svm.coef_).T
        self.coef_ = _unpacked(*_packed(self.coef_))
        self.intercept_[columns] = (sides * svm.intercept_).ravel() if len(present) == 2 else svm.intercept_
        return self

    def __getstate__(self) -> dict[str, Any]:
        """A quarter of the bytes; `fit` has rounded already, so what is loaded predicts the same."""
        state: dict[str, Any] = dict(super().__getstate__())
        if "coef_" in state:
            state["coef_"] = _packed(state["coef_"])
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        if "coef_" in state:
            state = {**state, "coef_": _unpacked(*state["coef_"])}
        super().__setstate__(state)


def _packed(coef: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """One byte for each weight, and what a step is worth in each class. What was unpacked is packed the same again."""
    steps = (np.abs(coef).max(axis=0) / 127).astype(np.float32)
    codes: NDArray[np.int8] = np.round(coef / np.maximum(steps, 1e-12)).astype(np.int8)
    return codes, steps


def _unpacked(codes: NDArray[np.int8], steps: NDArray[np.float32]) -> NDArray[np.float32]:
    coef: NDArray[np.float32] = codes.astype(np.float32)
    coef *= steps
    return coef
