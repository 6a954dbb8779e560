"""Labelled texts, and what makes them unfit to learn from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.prediction import OUT_OF_SCOPE

UNSAID = "und"  # undetermined, in ISO 639-2: not learnt from to tell languages apart

_BETWEEN_WORDS = re.compile(r"[\W_]+|(?<=[a-zäöüß])(?=[A-ZÄÖÜ])|(?<=[A-ZÄÖÜ])(?=[A-ZÄÖÜ][a-zäöüß])")
_WORD = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class Example:
    """language: "de", "en" or another code, or `UNSAID`; source: who wrote it, so that evaluation can leave a writer
    out. private: a customer wrote it; it is learnt from, and no word of it stands in what is stored."""

    text: str
    label: str
    language: str
    source: str
    private: bool = False


def private(examples: Sequence[Example]) -> frozenset[int]:
    """The places of those that customers wrote."""
    return frozenset(place for place, example in enumerate(examples) if example.private)


def named(labels: Iterable[str]) -> dict[str, str]:
    """What the names of intents say, as far as they are words: "order status" of "order_status" or "OrderStatus"."""
    words = {label: _BETWEEN_WORDS.sub(" ", label).strip().lower() for label in labels if label != OUT_OF_SCOPE}
    return {label: said for label, said in words.items() if _WORD.search(said)}


def check_examples(texts: Sequence[str], labels: Sequence[str], groups: Sequence[str] | None = None) -> None:
    """Raises ValueError, in words, unless there is something to tell apart."""
    if isinstance(texts, str) or isinstance(labels, str):
        raise ValueError("texts and labels must be lists, not single strings.")
    if len(texts) == 0:
        raise ValueError("There are no examples to learn from.")
    if len(texts) != len(labels):
        raise ValueError(f"There are {len(texts)} texts but {len(labels)} labels; each text needs one label.")
    if groups is not None and len(groups) != len(texts):
        raise ValueError(f"There are {len(texts)} texts but {len(groups)} groups; each text needs one group.")
    for values, what in ((texts, "text"), (labels, "label")):
        for row, value in enumerate(values):
            if not isinstance(value, str):
                raise ValueError(f"The {what} in row {row} is a {type(value).__name__}, not a string.")
    if len(set(labels)) < 2:
        raise ValueError("All examples have the same label; at least two labels are needed (one may be out_of_scope).")
