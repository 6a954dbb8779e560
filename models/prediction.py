"""What a classifier says about one message. Pure: the web process imports it for its types."""

from dataclasses import dataclass

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Prediction:
    """`confidence` (0 to 1) is the estimated chance that acting on `intent` is right, not a softmax share.

    It is near 0 when the intent is `OUT_OF_SCOPE`: there is nothing to act on. `runner_up` is None when only one intent
    is known. `language` is a code such as "de", or None when unsure; `model_version` is empty for a classifier without
    one. `candidates`: the intents (or `OUT_OF_SCOPE`) among which the right one is with a chance of 9 in 10, the
    likeliest first; empty for a classifier that does not tell.
    """

    intent: str
    confidence: float
    runner_up: str | None
    runner_up_confidence: float
    language: str | None
    model_version: str
    candidates: tuple[str, ...] = ()

    @property
    def out_of_scope(self) -> bool:
        return self.intent == OUT_OF_SCOPE
