"""What is kept of a decision's grounds, and the priority that a customer's mood gives. Pure."""

from typing import TYPE_CHECKING, Any

from models.prediction import Prediction

if TYPE_CHECKING:
    from models.mood import Mood  # compiles long lists of words, which the web process can do without

ANGRY, URGENT = 1, 2  # added up: what is urgent comes first, and of that who is angry


def priority(mood: "Mood") -> int:
    """0 for neither, 3 for both."""
    return ANGRY * mood.angry + URGENT * mood.urgent


def kept(prediction: Prediction | None, mood: "Mood", looked_up: dict[str, Any] | None = None) -> dict[str, Any] | None:
    """As plain data; None when there is nothing to say. `looked_up`: what an answer took from another system, and
    from which."""
    because: dict[str, Any] = {}
    if prediction and prediction.because:
        because |= prediction.because.as_dict()
    if prediction and prediction.also:
        because["also"] = [{"intent": wish.intent, "confidence": wish.confidence} for wish in prediction.also]
    if mood.urgent or mood.angry:
        because["mood"] = {"urgent": mood.urgent, "angry": mood.angry, "signs": list(mood.signs)}
    if looked_up:
        because["looked_up"] = looked_up
    return because or None
