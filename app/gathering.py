"""Details that an answer needs or asks for: what was asked before, and what the customer has given since. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.playbook.model import Intent, Playbook
from models.entities import Entity
from models.prediction import Prediction, Wish
from models.wishes import CERTAIN, FEWEST_WORDS

GIVEN = "details"  # instead of a classifier's version: the intent is the one that the details were asked for


@dataclass(frozen=True, slots=True)
class Before:
    """What Lotse did with the turn before. `detail`: the kind that it asked for, None for a choice of intents.

    `tries`: how often it has asked for that in a row.
    """

    kind: str
    intent: str | None
    detail: str | None
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a turn may follow: `latest` is what Lotse did last, `asked` the last question for a detail, if that was not
    the latest and its intent has not come up since."""

    latest: Before | None = None
    asked: Before | None = None

    def followed_by(self, details: Mapping[str, str], rest: str) -> Before | None:
        """What it follows. A detail that comes alone belongs to the question for it, whatever was said in between.

        rest: the turn's words without the details; with few there is nothing else.
        """
        alone = self.asked is not None and self.asked.detail in details and len(rest.split()) < FEWEST_WORDS
        return self.asked if alone else self.latest


def first_of_each(found: Sequence[Entity]) -> dict[str, str]:
    """By kind, as written."""
    details: dict[str, str] = {}
    for entity in found:
        details.setdefault(entity.kind, entity.text)
    return details


def also_said(told: Prediction, rest: str, prediction: Prediction | None, locked: Collection[str]) -> Prediction:
    """What the customer told in answer to a question, with what they said beside it in the same turn.

    rest: the turn's words without the answer; with few there is nothing else. locked: intents that people alone deal
    with, which count even when the classifier is not certain of them.
    """
    if prediction is None or len(rest.split()) < FEWEST_WORDS:
        return told
    main = Wish(prediction.intent, prediction.confidence)
    others = [wish for wish in (main, *prediction.also) if wish.confidence >= CERTAIN or wish.intent in locked]
    return replace(told, also=tuple(wish for wish in others if wish.intent != told.intent))


def without(text: str, found: Iterable[Entity]) -> str:
    """The text without those places."""
    for entity in sorted(found, key=lambda one: -one.start):
        text = f"{text[: entity.start]} {text[entity.end :]}"
    return text


def completed(before: Before | None, details: Mapping[str, str], playbook: Playbook) -> Prediction | None:
    """When the customer gave what Lotse had asked for, it is still about the same thing, whatever it looks like."""
    if before is None or before.kind != "ask" or before.detail not in details or before.intent not in playbook.intents:
        return None
    return Prediction(before.intent, 1.0, None, 0.0, None, GIVEN)


def has_all(intent: Intent | None, details: Mapping[str, str]) -> bool:
    """Whether the customer wrote all that the answer would ask for: asking again would be foolish."""
    return intent is not None and bool(intent.collects) and set(intent.collects) <= set(details)


def has_some(expected: Intent | None, details: Mapping[str, str]) -> bool:
    """Whether the turn brings what that intent's answer has asked for."""
    return expected is not None and not set(expected.collects).isdisjoint(details)


def follows(before: Before | None, playbook: Playbook) -> Intent | None:
    """The intent whose answer asked for details just before this turn."""
    intent = playbook.intents.get(before.intent or "") if before and before.kind == "answer" else None
    return intent if intent and intent.collects else None


def asks_in_vain(before: Before | None, details: Mapping[str, str]) -> bool:
    """Whether Lotse asked for a detail and this turn has none."""
    return before is not None and before.kind == "ask" and before.detail is not None and before.detail not in details
