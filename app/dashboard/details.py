"""Details that a customer wrote lately, for agents to see beside the conversation. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from re import Pattern

from app.dashboard.said import Said
from models import entities

LATELY = 12  # of the customer's messages
MOST = 12


def found(said: Sequence[Said], numbers: Mapping[str, Pattern[str]], today: date) -> list[tuple[str, str]]:
    """Kind and text of each, the newest message's first, each once."""
    texts = [item.text for item in said if item.direction == "in" and item.text and not item.revoked_at]
    details = [
        (one.kind, one.value if one.kind == "date" else one.text)
        for text in reversed(texts[-LATELY:])
        for one in entities.find(text, today, numbers)
    ]
    return list(dict.fromkeys(details))[:MOST]
