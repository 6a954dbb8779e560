"""What Meta tells of an account as a whole. Pure."""

from datetime import UTC, datetime
from typing import Any


def stopped(stops: bool, now: float) -> dict[str, Any]:
    """The value of an account_update when the account is stopped, or may send again."""
    state = "DISABLE" if stops else "REINSTATE"
    day = datetime.fromtimestamp(now, UTC).strftime("%B %d, %Y")
    return {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": state, "waba_ban_date": day}}
