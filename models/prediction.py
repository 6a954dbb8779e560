"""What a classifier says about one message. Pure: the web process imports it for its types."""

from dataclasses import asdict, dataclass
from typing import Any

OUT_OF_SCOPE = "out_of_scope"
TOGETHER = "all together"  # what stands for the intent in the certificate of all


@dataclass(frozen=True, slots=True)
class Near:
    """A known example that is like the message; `likeness` is the cosine of what they mean, 1 for the same."""

    text: str
    intent: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the intent and not the runner-up: examples of both that are most like the message, the words that spoke for
    the intent (whole, in lower case, the strongest first), and the two chances' difference."""

    near: tuple[Near, ...] = ()
    words: tuple[str, ...] = ()
    margin: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Wish:
    """Another intent that a part of the message is about."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """`confidence` (0 to 1) is the estimated chance that acting on `intent` is right, not a softmax share.

    It is near 0 when the intent is `OUT_OF_SCOPE`: there is nothing to act on. `runner_up` is None when only one intent
    is known. `language` is a code such as "de", or None when unsure, and `language_confidence` its chance;
    `model_version` is empty for a classifier without one. `candidates`: the intents (or `OUT_OF_SCOPE`) among which the
    right one is with a chance of 9 in 10, the likeliest first; empty for a classifier that does not tell. `in_scope`:
    the chance that it is about any of the intents. `also`: what else the message asks for, see `models.wishes`.
    `because` is None where nobody asked why.
    """

    intent: str
    confidence: float
    runner_up: str | None
    runner_up_confidence: float
    language: str | None
    model_version: str
    candidates: tuple[str, ...] = ()
    in_scope: float = 1.0
    language_confidence: float = 1.0
    also: tuple[Wish, ...] = ()
    because: Explanation | None = None

    @property
    def out_of_scope(self) -> bool:
        return self.intent == OUT_OF_SCOPE
