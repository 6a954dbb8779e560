"""Which messages agents can send again. Pure."""

from collections.abc import Sequence

from app import resending
from app.dashboard.said import Said


def repeatable(said: Sequence[Said]) -> frozenset[int]:
    """Which messages can be sent again: agents' failed ones that have not been."""
    keys = {one.callback_id for one in said}
    failed = [one for one in said if one.status == "failed" and one.author == "agent" and not one.revoked_at]
    return frozenset(one.id for one in failed if one.callback_id and resending.key(one.callback_id) not in keys)
