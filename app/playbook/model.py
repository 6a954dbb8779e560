"""The playbook as values, and what makes one valid."""

import re
from collections.abc import Iterator, Sequence
from re import Pattern
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from app.hours import Hours
from app.playbook.answers import variables
from app.playbook.rules import Rules
from app.remarks import Fault, RemarkError
from app.whatsapp.limits import BUTTON_TITLE, TEXT_CHARACTERS
from models.entities import KINDS

LANGUAGES = ("de", "en")  # in which Lotse answers
LEARNT = (*LANGUAGES, "tr", "pl", "it", "es", "fr", "nl")  # of examples; the others get the English answer
LOCKED = frozenset({"privacy_request", "contract_cancellation", "complaint", "human_agent"})
OUT_OF_SCOPE = "out_of_scope"
LONGEST_EXPRESSION = 1000  # characters
NOT_LOOKED_FOR = re.compile("(?!)(?#not looked for)")  # instead of an expression that could take minutes
WHEN = {"soon": set[str](), "usual": {"span"}, "closed": {"opening"}}  # when a person answers, and what that names
SPANS = ("minutes", "quarter", "half_hour", "hour", "two_hours")  # how long it takes


def _can_be_read(given: object) -> object:
    """What is too long, nests too deep or counts too far, Python's own reader does not refuse in words."""
    if not isinstance(given, str):
        return given
    if len(given) > LONGEST_EXPRESSION:
        raise PydanticKnownError("string_too_long", {"max_length": LONGEST_EXPRESSION})
    try:
        re.compile(given)
    except re.error:
        return given  # in pydantic's words
    except (RecursionError, OverflowError):
        raise PydanticCustomError("pattern_regex", "Input should be a valid regular expression") from None
    return given


Autonomy = Literal["observe", "suggest", "auto", "human"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_CHARACTERS)]
Example = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_CHARACTERS)]
Expression = Annotated[Pattern[str], BeforeValidator(_can_be_read)]
Language = Literal["de", "en"]
ByLanguage = dict[Language, Text]


class PlaybookError(Exception):
    """The playbook cannot be used; the message names file, field and cure, and `faults` has them as values."""

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)

    @classmethod
    def of(cls, why: str, faults: Sequence[Fault]) -> Self:
        """With each of them on a line of the message."""
        return cls("\n  ".join([why, *map(str, faults)]), faults)


class Examples(BaseModel):
    """What customers write for an intent, from one source (one writer, one batch), by language."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: Name
    de: tuple[Example, ...] = ()
    en: tuple[Example, ...] = ()
    tr: tuple[Example, ...] = ()
    pl: tuple[Example, ...] = ()
    it: tuple[Example, ...] = ()
    es: tuple[Example, ...] = ()
    fr: tuple[Example, ...] = ()
    nl: tuple[Example, ...] = ()


class Option(BaseModel):
    """One thing to choose. Its title comes back as the customer's words when it is tapped."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: Text
    description: Text | None = None


class Offered(BaseModel):
    """What a customer can tap under an answer: up to three buttons, or with `button` a list that it opens."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    options: tuple[Option, ...] = Field(min_length=1)
    button: Text | None = None


class OwnSystem(BaseModel):
    """The business's own system, which an answer asks over HTTP, and what the answer takes from what comes back.

    `fields`: variables of the answer, and where their values stand in the JSON (`order.items.0.status`). `words`: what
    a field's values are called. `secret` names a variable of the environment.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    url: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
    secret: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{0,63}$")] | None = None
    header: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,63}$")] = "Authorization"
    fields: dict[Name, Annotated[str, StringConstraints(pattern=r"^[^.\s]+(\.[^.\s]+)*$")]] = Field(min_length=1)
    words: dict[Name, dict[str, ByLanguage]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known_words(self) -> Self:
        if unknown := sorted(set(self.words) - set(self.fields)):
            raise RemarkError("no_field", names=", ".join(unknown))
        for name, words in self.words.items():
            if half := next((value for value, texts in words.items() if set(texts) != set(LANGUAGES)), None):
                raise RemarkError("needs_both", what=f"words.{name}.{half}")
        return self


class Intent(BaseModel):
    """One thing customers want: how it is recognised, what is answered, who looks after it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Name
    title: ByLanguage
    short: ByLanguage = Field(default_factory=dict)  # of 20 characters at most, for a button, where the title is longer
    team: Name
    autonomy: Autonomy
    quiet: bool = False
    target: float | None = Field(default=None, ge=0.5, lt=1)  # of what it answers, so much has to be proven right
    answers: ByLanguage = Field(default_factory=dict)
    choices: dict[Language, Offered] = Field(default_factory=dict)
    asks_location: bool = False
    collects: tuple[Name, ...] = ()  # details that the answer asks for, so that a person can do the rest
    lookup: OwnSystem | None = None  # asked before the answer, for what it says
    examples: tuple[Examples, ...] = ()

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Each example's text, language and source."""
        for batch in self.examples:
            for language in LEARNT:
                for text in getattr(batch, language):
                    yield text, language, batch.source

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.title) != set(LANGUAGES):
            raise RemarkError("needs_both", what="title")
        if self.name in LOCKED and self.autonomy != "human":
            raise RemarkError("locked", name=self.name)
        if long := next((text for text in self.short.values() if len(text) > BUTTON_TITLE), None):
            raise RemarkError("short_long", text=long, most=BUTTON_TITLE)
        answers_itself = self.autonomy in {"suggest", "auto"} and not self.quiet
        if answers_itself and set(self.answers) != set(LANGUAGES):
            raise RemarkError("needs_both", what="answers")
        return self


class UtilityTemplate(BaseModel):
    """A template that Meta has approved for this account: the one thing that may go out after the service window.

    Only to one person, and only utility ones: there is no way in Lotse to send offers. Places in the text are
    `{{1}}`, `{{2}}` and so on, as Meta writes them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,512}$")]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(_[A-Z]{2})?$")]
    category: Literal["utility"] = "utility"
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1024)]

    @property
    def places(self) -> int:
        """How many values the text needs."""
        return max((int(number) for number in re.findall(r"\{\{(\d{1,2})\}\}", self.text)), default=0)

    def filled(self, values: Sequence[str]) -> str:
        """The text as the customer will read it."""
        return re.sub(r"\{\{(\d{1,2})\}\}", lambda place: values[int(place[1]) - 1], self.text)


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
