"""How long to wait for more before a turn is looked at. Pure."""

from datetime import datetime, timedelta

from app.playbook.rules import Joining
from app.unfinished import seems_unfinished

TAPS = frozenset({"interactive", "button"})  # a tapped button says all
LONGEST = timedelta(minutes=10)  # by any settings: what is due later than that, a clock that was put back explains


def due(
    kind: str, text: str | None, number: int, first: datetime, now: datetime, usual: float, rules: Joining
) -> datetime:
    """When to look at the turn whose last message this is.

    number: of open messages in the turn; first: when the first of them was stored; usual: seconds to wait, 0 for none.
    """
    if usual <= 0 or kind in TAPS:
        return now
    longest = rules.longest_seconds
    if number >= rules.flood_messages:
        return max(now, first + min(timedelta(seconds=max(usual * rules.flood_times, longest)), LONGEST))
    wait = usual * rules.unfinished_times if text and seems_unfinished(text) else usual
    return max(now, min(now + timedelta(seconds=wait), first + timedelta(seconds=longest)))
