"""What a send needs, and what can come of it besides what Meta answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.whatsapp.errors import Refused
from app.whatsapp.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a send needs, read before it, so that no transaction stays open while the network is slow."""

    message_id: int
    claim: UUID
    attempts: int
    inbox_id: int
    phone_number_id: str
    token: str | None
    recipient: dict[str, str]
    outgoing: Outgoing | Refused  # refused: it could not be made ready, and nothing is sent
    quotes: str | None
    callback_id: str
    in_window: bool
    conversation_id: int
    by_bot: bool
    trying_since: datetime | None = None


class Unwanted:
    """A person took over, or paused Lotse, before the bot's message was on its way."""
