"""What a delivery can hold, as values. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple


class Alias(NamedTuple):
    """An id by which WhatsApp names somebody: kind bsuid, parent, phone, username or group."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a message is with: the ids it names, the lasting ones first, and the profile's name.

    `new_ids` are what WhatsApp says that the same person is called from now on.
    """

    ids: tuple[Alias, ...]
    name: str | None = None
    new_ids: tuple[Alias, ...] = ()

    @property
    def all_ids(self) -> tuple[Alias, ...]:
        return (*self.ids, *self.new_ids)


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message that WhatsApp tells of: a customer's, or (`by_owner`) one from the business's own phone.

    `target` is the message that an edit, a revocation or a reaction is about, `quotes` the one that is replied to.
    `written_at` is None when WhatsApp gave no time that can be read.
    """

    phone_number_id: str
    display_number: str | None
    sender: Sender
    wamid: str
    written_at: datetime | None
    kind: str
    text: str | None
    content: dict[str, Any]
    payload: dict[str, Any]
    quotes: str | None = None
    target: str | None = None
    by_owner: bool = False


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    phone_number_id: str
    wamid: str
    status: str
    callback_id: str | None
    error_code: int | None
    error: str | None
    pricing: dict[str, Any] | None
    reported_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoticeUpdate:
    """What Meta says beside messages. `about` is the customer that it concerns, `key` the same for a redelivery."""

    field: str
    event: str | None
    grave: bool
    detail: dict[str, Any]
    key: str
    happened_at: datetime | None
    phone_number_id: str | None = None
    about: Sender | None = None


@dataclass(slots=True)
class Updates:
    """What one delivery holds; `problems` says in words what was not understood."""

    messages: list[InboundMessage] = field(default_factory=list)
    statuses: list[StatusUpdate] = field(default_factory=list)
    notices: list[NoticeUpdate] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
