"""Details that an answer needs or asks for: what was asked before, and what the customer has given since. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from re import Pattern

from app import spellings, wording
from app.playbook.intents import Intent
from app.playbook.model import Playbook
from app.taken_back import corrects
from models.entities import Entity
from models.prediction import Prediction, Wish
from models.wishes import CERTAIN, FEWEST_WORDS

CLEAR = frozenset({"iban", "email", "date", "amount"})  # kinds that are no number of the business's in any spelling
# words that stand beside a number and want nothing
_BESIDE = wording.listed(
    "die das der sie es ist lautet waere heisst meine mein nummer bestellnummer auftragsnummer nr bestellung hier da "
    "so also ja ok okay ach moment bitte danke hallo hi gern gerne steht gefunden habs hab ich sorry und the my number "
    "is order it here please thanks yes hello hi there found"
)
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

    def asked_for(self, text: str) -> str | None:
        """The kind of detail that this may bring: what was asked for last, or earlier when it is hardly more."""
        if self.latest and self.latest.kind == "ask" and self.latest.detail:
            return self.latest.detail
        return self.asked.detail if self.asked and len(text.split()) <= FEWEST_WORDS else None

    def followed_by(self, details: Mapping[str, str], rest: str) -> Before | None:
        """What it follows. A detail that comes alone belongs to the question for it, whatever was said in between.

        rest: the turn's words without the details; with few there is nothing else.
        """
        alone = self.asked is not None and self.asked.detail in details and len(rest.split()) < FEWEST_WORDS
        return self.asked if alone else self.latest


@dataclass(frozen=True, slots=True)
class Given:
    """What a turn brings: details by kind, the kinds of which it names several without saying which counts, and its
    words without them."""

    details: Mapping[str, str]
    unclear: frozenset[str]
    rest: str


def given(text: str, found: Sequence[Entity], playbook: Playbook, asked_for: str | None) -> Given:
    """asked_for: the kind of number that Lotse asked for; that one is understood in other spellings, too.

    Details are as written, but the business's numbers in capitals. Of several such the last counts if the customer
    puts it right.
    """
    details: dict[str, str] = {}
    unclear: set[str] = set()
    for kind, texts in _by_kind(found, playbook.numbers).items():
        several = kind in playbook.numbers and len(set(texts)) > 1
        details[kind] = texts[-1 if several and corrects(text) else 0]
        if several and not corrects(text):
            unclear.add(kind)
    rest = without(text, found)
    if asked_for in playbook.numbers and asked_for not in details:
        number = spellings.read(playbook.numbers[asked_for], without(text, [one for one in found if one.kind in CLEAR]))
        if number:
            return Given({**details, asked_for: number}, frozenset(unclear), spellings.without_numbers(rest))
    return Given(details, frozenset(unclear), rest)


def _by_kind(found: Sequence[Entity], numbers: Mapping[str, Pattern[str]]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for entity in found:
        in_capitals = entity.kind in numbers and numbers[entity.kind].fullmatch(entity.text.upper())
        texts.setdefault(entity.kind, []).append(entity.text.upper() if in_capitals else entity.text)
    return texts


def also_said(told: Prediction, rest: str, prediction: Prediction | None, locked: Collection[str]) -> Prediction:
    """What the customer told in answer to a question, with what they said beside it in the same turn.

    rest: the turn's words without the answer; of few the classifier has to be certain. locked: intents that people
    alone deal with, which count beside more words even when it is not.
    """
    words = [word for word in wording.words(wording.german(rest)).split() if word not in _BESIDE]
    if prediction is None or not words:
        return told
    main = Wish(prediction.intent, prediction.confidence)
    counts = locked if len(rest.split()) >= FEWEST_WORDS else ()
    others = [wish for wish in (main, *prediction.also) if wish.confidence >= CERTAIN or wish.intent in counts]
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
