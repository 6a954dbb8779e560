"""Classifying a batch in which one text may be the classifier's ruin."""

from collections.abc import Callable, Sequence
from uuid import uuid4

import structlog

from app.tables import Message
from models.prediction import Prediction

Classify = Callable[[Sequence[str]], Sequence[Prediction]]
Turns = dict[int, list[Message]]  # by conversation

log = structlog.get_logger(__name__)


def all_but_the_bad(
    work: Callable[[Turns], dict[int, Prediction]], turns: Turns, classify: Classify | None
) -> tuple[dict[int, Prediction], dict[int, str]]:
    """The turns' predictions by `work`, and those on which it fails, with the error's type.

    A `classify` that fails on everything is as good as none: that is no fault of the turns.
    """
    try:
        return work(turns), {}
    except Exception:
        log.exception("classifier_failed", conversations=len(turns), safe="each is classified alone, or goes to people")
    found: dict[int, Prediction] = {}
    failed: dict[int, str] = {}
    if not _works(classify):
        return found, failed
    for key, turn in turns.items():
        try:
            found |= work({key: turn})
        except Exception as error:
            failed[key] = type(error).__name__
    return found, failed


def _works(classify: Classify | None) -> bool:
    new = f"guten tag, hier ist {uuid4()}"  # of a text that it has read before it may only remember what it said
    try:
        return classify is not None and bool(classify([new]))
    except Exception:
        return False
