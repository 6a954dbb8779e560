"""Everything that learns is an estimator as scikit-learn means it: it can be cloned, looked at and set.

scikit-learn's other checks feed tables of numbers; ours take texts, counts or scores, and have tests of their own.
"""

from collections.abc import Callable
from typing import Any

import pytest
from sklearn.utils import estimator_checks

from models.calibration import Calibration
from models.classifier import IntentClassifier
from models.confidence import ConfidenceHead
from models.features import TextFeatures
from models.fusion import Fusion
from models.head import LinearHead
from models.language import LanguageGuesser
from models.meaning_head import MeaningHead
from models.neighbours import Neighbours
from models.ngrams import NgramTfidf
from models.projection import Projection

ESTIMATORS = (
    *(Calibration, ConfidenceHead, Fusion, IntentClassifier, LanguageGuesser, LinearHead, MeaningHead, Neighbours),
    *(NgramTfidf, Projection, TextFeatures),
)
CHECKS = (
    estimator_checks.check_do_not_raise_errors_in_init_or_set_params,
    estimator_checks.check_estimator_cloneable,
    estimator_checks.check_estimator_repr,
    estimator_checks.check_get_params_invariance,
    estimator_checks.check_no_attributes_set_in_init,
    estimator_checks.check_parameters_default_constructible,
    estimator_checks.check_set_params,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_scikit_learn_finds_nothing_wrong(estimator: type, check: Callable[[str, Any], None]) -> None:
    check(estimator.__name__, estimator())
