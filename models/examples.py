"""Labelled texts, and what makes them unfit to learn from."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """language: "de", "en" or another code; source: who wrote it, so that evaluation can leave a writer out."""

    text: str
    label: str
    language: str
    source: str


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
