"""Which intents may answer by themselves: only those whose precision is proven on messages that the model had not seen.

For each intent a threshold is chosen, and its precision is proven by the exact lower bound of Clopper and Pearson
(1934). The choice sees which messages of a small part were right, and of the others only how sure the model is, so
that it cannot pick a threshold for its luck with those that prove it. Stricter ones are tried when the first fails, and
all share the doubt (Bonferroni). The promise then holds for each intent with a probability of 1 - doubt, as long as
new messages are like these.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from scipy.special import bdtr

from models.measures import lower_bound
from models.prediction import OUT_OF_SCOPE, TOGETHER, Prediction

TARGET = 0.95  # of what is answered, so much is right
DOUBT = 0.1  # how often a certificate may be untrue
LEVELS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98, 0.99)  # thresholds, fixed before looking
TRIES = 4  # the level chosen, and the stricter ones that are likeliest to be proven
CHOOSING = 8  # one in so many messages helps to choose; the others prove, which takes more of them
EXPECTING = 120  # messages: so much weighs what the model expects of itself beside what was right
CHANCE = 0.2  # the level chosen is the first that can be proven with this chance
MOST_MISSING = 5000  # beyond that nobody wants to know

Pairs = Sequence[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is proven of one intent. Shares are 0 to 1; the `doubt` is shared by the levels `tried`.

    At `threshold`, `right` of the `answered` messages that proved it were right, and the precision is at least `bound`.
    `covered` is the share of the intent's own messages that would be answered. `certified`: the bound reaches the
    target. `missing`: about how many more messages would be needed for it, when half the share that may be wrong is; 0
    when it is certified.
    """

    intent: str
    target: float
    doubt: float
    tried: int
    threshold: float
    answered: int
    right: int
    bound: float
    covered: float
    missing: int = 0

    @property
    def certified(self) -> bool:
        return self.bound >= self.target

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"certified": self.certified}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Certificate":
        """The opposite of `as_dict`."""
        return cls(**{name: value for name, value in kept.items() if name != "certified"})


def certify(
    texts: Sequence[str],
    labels: Sequence[str],
    predictions: Sequence[Prediction],
    locked: Collection[str] = (),
    targets: Mapping[str, float] | None = None,
    doubt: float = DOUBT,
) -> dict[str, Certificate]:
    """One certificate for each intent that is neither out of scope nor locked to people, by its name.

    `predictions` are by models that had not seen the message. `targets`: of intents that have another than TARGET.
    """
    rows = list(zip(texts, labels, predictions, strict=True))
    return {
        intent: _of(intent, {intent}, rows, (targets or {}).get(intent, TARGET), doubt)
        for intent in sorted(set(labels) - {OUT_OF_SCOPE} - set(locked))
    }


def together(
    texts: Sequence[str],
    labels: Sequence[str],
    predictions: Sequence[Prediction],
    locked: Collection[str] = (),
    doubt: float = DOUBT,
) -> Certificate:
    """What one threshold for all intents that `certify` knows would prove. `predictions` as there."""
    rows = list(zip(texts, labels, predictions, strict=True))
    return _of(TOGETHER, set(labels) - {OUT_OF_SCOPE} - set(locked), rows, TARGET, doubt)


def _of(
    name: str, intents: Collection[str], rows: Sequence[tuple[str, str, Prediction]], target: float, doubt: float
) -> Certificate:
    taken = [(text, p.confidence, label == p.intent) for text, label, p in rows if p.intent in intents]
    choosing = [(sure, right) for text, sure, right in taken if helps_to_choose(text)]
    proving = [(sure, right) for text, sure, right in taken if not helps_to_choose(text)]
    own = [p.confidence if p.intent == label else 0.0 for _, label, p in rows if label in intents]
    return certificate(name, choosing, proving, own, target, doubt)


def helps_to_choose(text: str) -> bool:
    """Drawn by the text alone, so that the same message is always on the same side."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).digest()[0] % CHOOSING == 0


def certificate(
    intent: str, choosing: Pairs, proving: Pairs, own: Sequence[float], target: float = TARGET, doubt: float = DOUBT
) -> Certificate:
    """`choosing` and `proving`: the confidence of each message taken for the intent, and whether it was right.

    `own`: the confidences of the intent's own messages, 0 where it was taken for another.
    """
    of_each = doubt / TRIES
    tried = _levels(choosing, [sure for sure, _ in proving], target, of_each)
    found = [_proven(intent, threshold, proving, own, target, doubt) for threshold in tried]
    best = next((one for one in found if one.certified), max(found, key=lambda one: one.bound))
    return replace(best, missing=more_needed(best.right, best.answered, target, of_each))


def _proven(
    intent: str, threshold: float, proving: Pairs, own: Sequence[float], target: float, doubt: float
) -> Certificate:
    answered, right = _counted(proving, threshold)
    bound = lower_bound(right, answered, doubt / TRIES)
    covered = sum(sure >= threshold for sure in own) / max(len(own), 1)
    return Certificate(intent, target, doubt, TRIES, threshold, answered, right, bound, covered)


def _levels(choosing: Pairs, proving: Sequence[float], target: float, doubt: float) -> list[float]:
    """Which are tried, the one with the most answers first."""
    chances = {threshold: _chance(choosing, proving, threshold, target, doubt) for threshold in LEVELS}
    likeliest = max(chances, key=chances.__getitem__)
    first = next((level for level, chance in chances.items() if chance >= CHANCE), likeliest)
    stricter = sorted((level for level in LEVELS if level > first), key=lambda level: -chances[level])
    return sorted([first, *stricter[: TRIES - 1]])


def _chance(choosing: Pairs, proving: Sequence[float], threshold: float, target: float, doubt: float) -> float:
    """Of proving the target at this threshold, by what was right in the one part, and what is expected of the other."""
    seen, right = _counted(choosing, threshold)
    unsure = [1 - sure for sure in proving if sure >= threshold]
    if not unsure:
        return 0.0
    expected = EXPECTING * sum(unsure) / len(unsure)
    wrong = (seen - right + expected) / (seen + EXPECTING)
    allowed = _most_wrong(len(unsure), target, doubt)
    return float(bdtr(allowed, len(unsure), wrong)) if allowed >= 0 else 0.0


@lru_cache(maxsize=4096)
def _most_wrong(answered: int, target: float, doubt: float) -> int:
    """How many of so many answers may be wrong when the target is to be proven; -1 when even none would not do."""
    wrong = -1
    while wrong < answered and lower_bound(answered - wrong - 1, answered, doubt) >= target:
        wrong += 1
    return wrong


def _counted(pairs: Pairs, threshold: float) -> tuple[int, int]:
    answers = [right for sure, right in pairs if sure >= threshold]
    return len(answers), sum(answers)


@lru_cache(maxsize=4096)
def more_needed(right: int, answered: int, target: float, doubt: float) -> int:
    """About how many more answered messages prove the target, when half the wrong ones that it allows occur in them."""

    def enough(more: int) -> bool:
        wrong = round((1 - target) / 2 * more)
        return lower_bound(right + more - wrong, answered + more, doubt) >= target

    return bisect_left(range(MOST_MISSING), True, key=enough)
