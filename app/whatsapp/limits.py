"""WhatsApp's limits on what is sent. Source: Meta's Cloud API reference, messages and customer service window."""

from datetime import datetime, timedelta

TEXT_CHARACTERS = 4096
SERVICE_WINDOW = timedelta(hours=24)
# Free-form messages are refused once the window is over; the margin covers queueing and clock differences.
WINDOW_MARGIN = timedelta(minutes=5)


def fits(text: str) -> bool:
    """Whether WhatsApp takes this text as one message."""
    return len(text.strip()) > 0 and len(text) <= TEXT_CHARACTERS


def window_open(last_customer_at: datetime | None, now: datetime) -> bool:
    """Whether free-form messages may still go out, counted from the customer's last message by WhatsApp's clock."""
    return last_customer_at is not None and now < last_customer_at + SERVICE_WINDOW - WINDOW_MARGIN
