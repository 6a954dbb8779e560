"""An intent as values, and what makes one valid."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from app.remarks import RemarkError
from app.whatsapp.limits import BUTTON_TITLE, TEXT_CHARACTERS

LANGUAGES = ("de", "en")  # in which Lotse answers
LEARNT = (*LANGUAGES, "tr", "pl", "it", "es", "fr", "nl")  # of examples; the others get the English answer
LOCKED = frozenset({"privacy_request", "contract_cancellation", "complaint", "human_agent"})
OUT_OF_SCOPE = "out_of_scope"

Autonomy = Literal["observe", "suggest", "auto", "human"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_CHARACTERS)]
Example = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_CHARACTERS)]
Language = Literal["de", "en"]
ByLanguage = dict[Language, Text]


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
