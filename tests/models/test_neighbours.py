import pickle

import numpy as np
import pytest

from models.neighbours import UNLIKE, Neighbours
from models.projection import Projection

RANDOM = np.random.default_rng(0)
VECTORS = RANDOM.normal(size=(600, 512)).astype(np.float32)
COLUMNS = RANDOM.choice([0, 1, 3], size=600)


def test_the_nearest_example_of_each_class_counts() -> None:
    near = Neighbours(128).fit(VECTORS, COLUMNS, 4).similarity(VECTORS[:5])
    unit = VECTORS[:, :128] / np.linalg.norm(VECTORS[:, :128], axis=1, keepdims=True)
    for row in range(5):
        for column in (0, 1, 3):
            assert near[row, column] == pytest.approx((unit[column == COLUMNS] @ unit[row]).max(), abs=0.01)
        assert near[row, 2] == UNLIKE


def test_a_known_example_is_its_own_neighbour() -> None:
    near = Neighbours().fit(VECTORS, COLUMNS, 4).similarity(VECTORS)
    assert near[np.arange(600), COLUMNS].min() > 0.99


def test_without_embeddings_nothing_is_near() -> None:
    nothing = np.zeros((3, 0), dtype=np.float32)
    assert not Neighbours().fit(nothing, np.array([0, 1, 1]), 2).similarity(nothing).any()


@pytest.mark.parametrize("fitted", [Neighbours().fit(VECTORS, COLUMNS, 4), Projection().fit(VECTORS)], ids=repr)
def test_what_is_stored_small_gives_the_same(fitted: Neighbours | Projection) -> None:
    stored = pickle.dumps(fitted)
    again = pickle.loads(stored)
    use = "similarity" if isinstance(fitted, Neighbours) else "transform"
    np.testing.assert_array_equal(getattr(again, use)(VECTORS[:20]), getattr(fitted, use)(VECTORS[:20]))
    assert len(stored) < VECTORS.nbytes / 3


def test_a_projection_keeps_what_tells_the_examples_apart() -> None:
    telling = np.zeros((600, 512), dtype=np.float32)
    telling[:, 7] = np.where(COLUMNS == 0, 5, -5)
    projected = Projection(4).fit(telling + 0.01 * VECTORS).transform(telling)
    assert projected.shape == (600, 4)
    assert np.abs(projected[:, 0]).min() > 3


def test_a_few_rows_are_not_enough_to_leave_directions_out() -> None:
    assert Projection(256).fit(VECTORS[:300]).transform(VECTORS[:2]).shape == (2, 512)
