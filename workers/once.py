"""Classifying a text once, although it is looked at twice: while its turn is still joined, and when it is decided."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.prediction import Prediction

KEPT = 1000  # texts; a turn is decided seconds after it was first looked at

Classify = Callable[[Sequence[str]], Sequence["Prediction"]]


def once(classify: Classify, kept: int = KEPT) -> Classify:
    """The same as `classify`, which sees no text again that was among the last `kept`."""
    known: OrderedDict[str, Prediction] = OrderedDict()

    def remembered(texts: Sequence[str]) -> Sequence["Prediction"]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        said = dict(zip(new, classify(new), strict=True)) if new else {}
        found = [said[text] if text in said else known[text] for text in texts]
        known.update(said)
        while len(known) > kept:
            known.popitem(last=False)
        return found

    return remembered
