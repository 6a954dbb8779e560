"""Among the candidates is the right one as often as promised."""

import numpy as np
import pytest

from models.calibration import MISSED, least_share


@pytest.mark.parametrize("rows", [20, 99, 1000])
def test_the_right_one_is_missed_no_more_often_than_promised(rows: int) -> None:
    """Over many draws of what is learnt from and one new message each; the chance of a share is whatever it is."""
    random = np.random.default_rng(rows)
    missed = []
    for _ in range(2000):
        shares = random.beta(3, 1, rows + 1).astype(np.float32)
        missed.append(shares[-1] < least_share(shares[:-1]))
    assert np.mean(missed) <= MISSED + 0.015  # two standard errors of 2,000 draws


def test_with_too_few_rows_everything_is_a_candidate() -> None:
    assert least_share(np.array([0.9] * 8, dtype=np.float32)) == 0.0


def test_a_sure_model_has_few_candidates() -> None:
    sure = np.full(1000, 0.99, dtype=np.float32)
    assert least_share(sure) == pytest.approx(0.99)
