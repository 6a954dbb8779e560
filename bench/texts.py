"""What the customers write: many different texts, each of which the active classifier answers by itself."""

from datetime import UTC, datetime
from itertools import product

from app import playbook as playbooks
from app.decisions import Situation, Turn
from app.triage import decide
from commands import classifier

BEGINNINGS = ("", "hallo, ", "guten tag, ", "moin ", "hi, ", "eine frage: ", "kurze frage: ", "sagt mal, ")
QUESTIONS = (
    "wann habt ihr offen",
    "habt ihr samstag offen",
    "bis wann habt ihr heute auf",
    "wie sind eure öffnungszeiten",
    "wann macht ihr morgen auf",
    "habt ihr sonntags geöffnet",
    "when are you open",
    "what are your opening hours",
    "are you open on saturday",
)
ENDS = ("", "?", "??", " bitte", ", danke", "? danke!")


def answered() -> list[str]:
    """Raises RuntimeError when there are too few for a benchmark."""
    texts = ["".join(parts) for parts in product(BEGINNINGS, QUESTIONS, ENDS)]
    playbook, now = playbooks.load(), datetime.now(UTC)
    first = Situation(owner="bot", contact_name=None, contact_language=None, inbox_language="de")
    certified = classifier.active_thresholds()
    kept = [
        text
        for text, prediction in zip(texts, classifier.active_model().predict(texts), strict=True)
        if decide(Turn(text, (), now), prediction, first, playbook, certified, now).kind == "answer"
    ]
    if len(kept) < 50:
        raise RuntimeError(f"the classifier answers only {len(kept)} of {len(texts)} texts; train it: lotse train")
    return kept
