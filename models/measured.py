"""What an evaluation found: the one thing from which its page and its JSON are made. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from models import confusions, curves
from models.certification import DOUBT, Certificate
from models.examples import Example
from models.measures import lower_bound
from models.prediction import OUT_OF_SCOPE, Prediction
from models.report import Level, Report, is_answered, level_of


@dataclass(frozen=True, slots=True)
class Part:
    """The messages of one language or source: `right` of those in scope got their intent; of all, `answered` would be
    answered without a person, `answered_right` rightly. `sources`: how many wrote them."""

    name: str
    messages: int
    in_scope: int
    right: int
    answered: int
    answered_right: int
    sources: int

    @property
    def at_least(self) -> float:
        """The share right in scope is above this with a probability of 1 - DOUBT."""
        return lower_bound(self.right, self.in_scope, DOUBT)


@dataclass(frozen=True, slots=True)
class Measured:
    """Examples with a prediction each by a model that had not seen them, and what came of it.

    `learning`: numbers of examples and the share right in scope with so many; empty when it was not measured.
    `locked`: intents that never answer by themselves.
    """

    report: Report
    examples: Sequence[Example]
    predictions: Sequence[Prediction]
    certificates: Sequence[Certificate] = ()
    learning: Sequence[tuple[int, float]] = ()
    locked: Collection[str] = ()

    @property
    def rows(self) -> confusions.Rows:
        triples = zip(self.examples, self.predictions, strict=True)
        return [(example.text, example.label, prediction) for example, prediction in triples]

    def answered(self) -> list[bool]:
        """Of each message, whether it would be answered without a person: at the report's threshold, and where there
        are certificates, only by what is certified and from its threshold on."""
        lowest = self.report.chosen.threshold
        if not self.certificates:
            return [is_answered(p, lowest, self.locked) for p in self.predictions]
        from_on = {one.intent: max(lowest, one.threshold) for one in self.certificates if one.certified}
        return [p.confidence >= from_on.get(p.intent, float("inf")) for p in self.predictions]

    def in_use(self) -> Level:
        pairs = [(label, prediction) for _, label, prediction in self.rows]
        return level_of(pairs, self.answered(), self.report.chosen.threshold)

    def levels_in_use(self) -> dict[str, Level]:
        """What is answered by the threshold alone, and with the certificates where there are any, by their names."""
        alone = {f"threshold {self.report.chosen.threshold:.2f} alone": self.report.chosen}
        return alone | ({"with certificates, as used": self.in_use()} if self.certificates else {})

    def by_language(self) -> list[Part]:
        return self._split(lambda example: example.language)

    def by_source(self) -> list[Part]:
        return self._split(lambda example: example.source)

    def as_dict(self) -> dict[str, Any]:
        """Plain data, without the examples that were sorted rightly."""
        return self.report.as_dict() | {
            "in_use": asdict(self.in_use()),
            "certificates": [one.as_dict() for one in self.certificates],
            "learning": list(self.learning),
            "by_language": [asdict(part) for part in self.by_language()],
            "by_source": [asdict(part) for part in self.by_source()],
            "reliability": [asdict(found) for found in curves.reliability(self.rows)],
            "confusions": confusions.counts(self.rows),
            "worst": [asdict(pair) for pair in confusions.worst(self.rows)],
            "nearest": confusions.nearest(self.rows),
            "doubted": [asdict(doubt) for doubt in confusions.doubted(self.rows)],
        }

    def _split(self, key: Callable[[Example], str]) -> list[Part]:
        found: dict[str, list[_Row]] = defaultdict(list)
        for row in zip(self.examples, self.predictions, self.answered(), strict=True):
            found[key(row[0])].append(row)
        return [_part(name, rows) for name, rows in sorted(found.items())]


_Row = tuple[Example, Prediction, bool]


def _part(name: str, rows: Sequence[_Row]) -> Part:
    right = [p.intent == example.label for example, p, _ in rows]
    in_scope = [example.label != OUT_OF_SCOPE for example, _, _ in rows]
    answered = [acts for _, _, acts in rows]
    return Part(
        name=name,
        messages=len(rows),
        in_scope=sum(in_scope),
        right=sum(r and i for r, i in zip(right, in_scope, strict=True)),
        answered=sum(answered),
        answered_right=sum(r and a for r, a in zip(right, answered, strict=True)),
        sources=len({example.source for example, _, _ in rows}),
    )
