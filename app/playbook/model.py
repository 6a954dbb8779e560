"""The playbook as values, and what makes one valid."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.hours import Hours
from app.playbook.answers import variables
from app.playbook.expressions import NOT_LOOKED_FOR, Expression
from app.playbook.intents import LANGUAGES, OUT_OF_SCOPE, ByLanguage, Intent, Language, Name
from app.playbook.rules import Rules
from app.playbook.utility import UtilityTemplate
from app.remarks import RemarkError
from models.entities import KINDS

WHEN = {"soon": set[str](), "usual": {"span"}, "closed": {"opening"}}  # when a person answers, and what that names
SPANS = ("minutes", "quarter", "half_hour", "hour", "two_hours")  # how long it takes


class Playbook(BaseModel):
    """All intents, and what holds for every automatic answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    threshold: float = Field(ge=0, le=1)
    footer: ByLanguage  # how to reach a person; under every automatic answer
    disclosure: ByLanguage = {"de": "Ihnen antwortet hier ein Automat.", "en": "A machine is answering you here."}
    again: ByLanguage = {"de": "Das habe ich in Ihrer Nachricht leider nicht gefunden.", "en": "I could not find it."}
    handover: dict[Name, ByLanguage] = {}  # the closing sentences, by the kind of reason: see app.handover
    when: dict[Name, ByLanguage] = {}  # in them, when a person answers: soon, usual, closed
    span: dict[Name, ByLanguage] = {}  # in words
    away: ByLanguage = Field(default_factory=dict)
    question: ByLanguage = Field(default_factory=dict)  # between two or three intents; without it Lotse never asks
    person: ByLanguage = {"de": "Ein Mensch", "en": "A person"}
    choose: ByLanguage = {"de": "Auswählen", "en": "Choose"}
    teams: dict[Name, ByLanguage]
    intents: dict[Name, Intent]
    business: dict[Name, ByLanguage]
    hours: Hours | None = None  # when people are there; None: nobody said, which counts as always
    # the business's own kinds of numbers, as regular expressions
    numbers: dict[Name, Expression] = Field(default_factory=dict, max_length=50)
    ask: dict[Name, ByLanguage] = {}  # what is said to get a detail that an answer needs and the customer did not give
    templates: tuple[UtilityTemplate, ...] = ()
    rules: Rules = Rules()

    @model_validator(mode="after")
    def _sentences_can_be_filled(self) -> Self:
        """A sentence that cannot be made whole would hold up the message that it was to be said to."""
        if (self.handover or self.away) and not set(WHEN) <= set(self.when):
            raise RemarkError("needs_when", names=", ".join(WHEN))
        if self.when and not set(SPANS) <= set(self.span):
            raise RemarkError("needs_span", names=", ".join(SPANS))
        allowed = {f"handover.{name}": (texts, {"when"}) for name, texts in self.handover.items()}
        allowed |= {f"when.{name}": (texts, WHEN.get(name, set())) for name, texts in self.when.items()}
        for where, (texts, names) in {**allowed, "away": (self.away, {"when"})}.items():
            unknown = {name for text in texts.values() for name in variables(text)} - names
            if unknown:
                raise RemarkError("fills_nothing", where=where, names=", ".join(sorted(unknown)))
        return self

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        missing = sorted({intent.team for intent in self.intents.values()} - set(self.teams))
        if missing:
            raise RemarkError("no_team", names=", ".join(missing))
        if OUT_OF_SCOPE not in self.intents:
            raise RemarkError("no_out_of_scope", name=OUT_OF_SCOPE)
        needed = {"footer": self.footer, "person": self.person, "choose": self.choose}
        needed |= {"disclosure": self.disclosure, "again": self.again}
        for part in ("handover", "when", "span"):
            needed |= {f"{part}.{name}": texts for name, texts in getattr(self, part).items()}
        needed |= {"away": self.away} if self.away else {}
        needed |= {f"ask.{name}": texts for name, texts in self.ask.items()}
        needed |= {"question": self.question} if self.question else {}
        for what, texts in needed.items():
            if set(texts) != set(LANGUAGES):
                raise RemarkError("needs_both", what=what)
        wanted = {name for intent in self.intents.values() for name in intent.collects} | set(self.ask)
        if unknown := sorted(wanted - set(self.details)):
            raise RemarkError("no_rule", names=", ".join(unknown), known=", ".join(self.details))
        return self

    def with_footer(self, text: str, language: Language, discloses: bool = True) -> str:
        """As every automatic answer goes out; the first of a conversation says as well that a machine writes."""
        footer = self.footer[language]
        return f"{text}\n\n{self.disclosure[language]} {footer}" if discloses else f"{text}\n\n{footer}"

    def bare(self, text: str) -> str:
        """An automatic message without what stands under it."""
        for footer, disclosure in zip(self.footer.values(), self.disclosure.values(), strict=True):
            text = text.removesuffix(footer).rstrip().removesuffix(disclosure).rstrip()
        return text

    @property
    def looks_up(self) -> bool:
        """Whether any answer asks the business's own system."""
        return any(intent.lookup for intent in self.intents.values())

    @property
    def locked(self) -> frozenset[str]:
        """The intents that people alone deal with."""
        return frozenset(name for name, intent in self.intents.items() if intent.autonomy == "human")

    @property
    def targets(self) -> dict[str, float]:
        """By the intents that have one of their own."""
        return {name: intent.target for name, intent in self.intents.items() if intent.target is not None}

    def looks_for(self, kind: str) -> bool:
        """Not for numbers whose expression could hold Lotse up (see app/playbook/harmless.py)."""
        return self.numbers.get(kind) != NOT_LOOKED_FOR

    def asks_for(self, kind: str) -> bool:
        """Whether Lotse has a question for this detail, and would find the answer."""
        return kind in self.ask and self.looks_for(kind)

    @property
    def details(self) -> tuple[str, ...]:
        """The kinds that are found in messages: the business's own numbers, and those that every business has."""
        return (*self.numbers, *KINDS)
