"""What a message costs. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime

FREE_A_MONTH = 1000  # service messages per business number and month, since 1 October 2026


@dataclass(frozen=True)
class Price:
    """As in the statuses; `type`: regular or free_customer_service; `category`: service or the template's."""

    type: str
    category: str


def month_start(now: float) -> float:
    """When the month of `now` began (both seconds since 1970). The account's time zone is UTC."""
    month = datetime.fromtimestamp(now, UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return month.timestamp()


def pricing_type(sent_this_month: int) -> str:
    """Of a free-form reply; templates are always regular."""
    return "free_customer_service" if sent_this_month < FREE_A_MONTH else "regular"
