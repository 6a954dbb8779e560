"""What Lotse means to do with the open turn, while it waits for what else the customer may write. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from app.owners import LOTSE_MAY_SPEAK

# Which buttons make sense: what goes to people anyway need not be stopped, and silence need not be hurried.
BUTTONS: Mapping[str, tuple[str, ...]] = {
    "answer": ("stop", "now", "take"),
    "ask": ("stop", "now", "take"),
    "escalate": ("now", "take"),
    "note": ("take",),
}


@dataclass(frozen=True, slots=True)
class Announced:
    """`kind` is that of a decision; `text` is what would be said, `reason` a code; `seconds` are left, at least one."""

    kind: str
    text: str | None
    reason: str | None
    due_at: datetime
    seconds: int

    @property
    def buttons(self) -> tuple[str, ...]:
        return BUTTONS.get(self.kind, ("stop", "take"))


def announced(plan: Mapping[str, Any] | None, owner: str, due_at: datetime | None, now: datetime) -> Announced | None:
    """What is announced of a conversation's plan; None once it is due, and when people have the conversation."""
    if not plan or owner not in LOTSE_MAY_SPEAK or due_at is None or due_at <= now:
        return None
    seconds = ceil((due_at - now).total_seconds())
    return Announced(str(plan.get("kind")), plan.get("text"), plan.get("reason"), due_at, seconds)
