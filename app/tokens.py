"""The access token with which a number's messages are sent."""

import structlog

from app import sealing
from app.tables import Inbox

log = structlog.get_logger(__name__)


def token(inbox: Inbox) -> str | None:
    """The inbox's own; None: the one in the settings holds, also when its own can no longer be read."""
    if inbox.access_token is None:
        return None
    try:
        return sealing.unseal(inbox.access_token)
    except sealing.SealError as error:
        log.error("token_unreadable", inbox_id=inbox.id, why=str(error), next="lotse inboxes set gives it anew")
        return None
