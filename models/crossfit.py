"""What the classifier says about its own examples when it has not seen them."""

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone

from models.features import Counted
from models.folds import NEVER
from models.progress import Steps
from models.scorer import Scorer, Scores

# One fit takes about as long as embedding so many times 256 texts.
FIT_STEPS = 9


def cross_score(
    scorer: Scorer,
    counted: Counted,
    labels: NDArray[np.str_],
    folds: NDArray[np.intp],
    steps: Steps,
) -> Scores:
    """The scores of each row by a scorer trained on the other folds; 0 for rows that are never left out."""
    classes = np.unique(labels)
    whole = Scores.empty(len(labels), len(classes))
    for fold in np.unique(folds[folds != NEVER]):
        inside, rest = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        fitted = clone(scorer).fit_counted(counted, rest, labels, classes)
        whole.put(inside, fitted.score_counted(counted, inside))
        steps.advance("learning from a part, checking on the rest", FIT_STEPS)
    return whole
