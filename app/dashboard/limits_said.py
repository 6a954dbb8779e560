"""What WhatsApp would not take of a message, in the reader's language: which field, and by how much."""

import re

from app.dashboard.translation import Translator
from app.refusals import RefusedError
from app.whatsapp.limits import LimitError, Problem

_NUMBER = re.compile(r"\b\d+\b")


def in_words(t: Translator, refusal: RefusedError) -> str | None:
    """The problems behind a refusal; what it says of itself when there are none."""
    cause = refusal.__cause__
    if isinstance(cause, LimitError):
        return " ".join(sentence(t, problem) for problem in cause.problems)
    return refusal.detail


def sentence(t: Translator, problem: Problem) -> str:
    field = _field(t, problem.field)
    if problem.what == "alike":
        return t("limit.alike", field=field)
    if not problem.length:
        return t("limit.empty", field=field)
    key = "limit.characters" if problem.what == "characters" else "limit.things"
    return t(key, field=field, length=problem.length, most=problem.most)


def _field(t: Translator, name: str) -> str:
    """`button 2 title` is the text `field.button_title` with its number."""
    number = _NUMBER.search(name)
    key = "field." + "_".join(_NUMBER.sub("", name).split())
    return t.known(key, name, number=number[0] if number else "")
