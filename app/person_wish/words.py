"""What the words of one language are held against. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from app import wording


@dataclass(frozen=True)
class Said:
    """What somebody said, by sentences and by what stands between commas."""

    sentences: Sequence[str]
    clauses: Sequence[str]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a text (in the letters of `wording`)."""
        return cls(wording.sentences(text), wording.clauses(text))


@dataclass(frozen=True)
class Words:
    """How one language asks for a person.

    `who`: what a whole message may consist of ("a person"), `insists`: what makes a clause of it a wish ("a person
    please"), `noise`: what says nothing beside it ("hello"). `within`: patterns that say it in the middle of a
    sentence. `calls`: patterns for a wish to be called, `unless`: what in the same sentence makes it another thing.
    `exclaims`: words of `who` that are a wish when alone in a message, but nothing more than a sigh at its end.
    """

    who: re.Pattern[str]
    insists: frozenset[str]
    noise: frozenset[str]
    within: tuple[re.Pattern[str], ...]
    calls: tuple[re.Pattern[str], ...] = ()
    unless: re.Pattern[str] = re.compile(r"(?!)")
    exclaims: frozenset[str] = frozenset()

    @cached_property
    def _said_beside(self) -> frozenset[str]:
        return self.insists | self.noise

    def ask(self, said: Said) -> bool:
        """Whether somebody asks for a person in this language. `said` is in the letters that the patterns are in."""
        return (
            self._alone(said.clauses)
            or self._last(said.sentences)
            or any(self._insisted(clause) for clause in said.clauses)
            or any(self._said(sentence) for sentence in said.sentences)
        )

    def _alone(self, clauses: Sequence[str]) -> bool:
        left = [bare for clause in clauses if (bare := self._bare(clause))]
        return bool(left) and all(self.who.fullmatch(bare) for bare in left)

    def _last(self, sentences: Sequence[str]) -> bool:
        left = [bare for sentence in sentences if (bare := self._bare(sentence))]
        return bool(left) and left[-1] not in self.exclaims and bool(self.who.fullmatch(left[-1]))

    def _insisted(self, clause: str) -> bool:
        return not self.insists.isdisjoint(clause.split()) and bool(self.who.fullmatch(self._bare(clause)))

    def _said(self, sentence: str) -> bool:
        if any(pattern.search(sentence) for pattern in self.within):
            return True
        return any(pattern.search(sentence) for pattern in self.calls) and not self.unless.search(sentence)

    def _bare(self, clause: str) -> str:
        """The clause without courtesies, and what is said several times said once."""
        kept: list[str] = []
        for word in clause.split():
            if word not in self._said_beside and word not in kept[-1:]:
                kept.append(word)
        return " ".join(kept)


def spoken(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Patterns that begin and end at a word."""
    return tuple(re.compile(rf"\b(?:{pattern})\b") for pattern in patterns)
