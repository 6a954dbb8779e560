"""Where a reader left off in a conversation: the first message that is new to them."""

from collections.abc import Sequence

from app.dashboard.said import Said

MARKED = 0  # by hand, as unread


def first_new(said: Sequence[Said], seen: int | None) -> int | None:
    """The customer's first message that is new; None when none is, or all are. Pure.

    Of what was marked as unread by hand it is the first one that nobody has answered.
    """
    if seen is None:
        return None
    if seen == MARKED:
        seen = max((one.id for one in said if one.direction == "out"), default=0)
    return next((one.id for one in said if one.direction == "in" and one.id > seen), None)
