"""What customers do with their phones. Each verb also queues what the business's webhook has to be told."""

from sqlite3 import Connection
from typing import Any

from simulator import compose, customers, effects, inbound, media, messages, numbers, taps, template_text, updates
from simulator.compose import Draft
from simulator.customers import Customer, UnknownCustomerError
from simulator.identifiers import wamid
from simulator.messages import Message

EDITABLE_FOR = 15 * 60.0  # seconds; WhatsApp's apps allow no later edit
REVOCABLE_FOR = 2 * 24 * 3600.0  # "about two days"
EDITABLE = frozenset({"text", "image", "video", "document"})


class UnknownMessageError(Exception):
    """There is no such message in this chat."""


class NotPossibleError(Exception):
    """A phone would not offer this."""


def customer(connection: Connection, key: str) -> Customer:
    """Raises UnknownCustomerError."""
    if found := customers.find(connection, key):
        return found
    raise UnknownCustomerError(f"Nobody here has the number or user id {key}.")


def message_in_chat(connection: Connection, person: Customer, wanted: str, direction: str | None = None) -> Message:
    """Raises UnknownMessageError."""
    found = messages.find(connection, wanted)
    if found is None or found.customer_id != person.id or direction not in (None, found.direction):
        raise UnknownMessageError(f"There is no such message in this chat: {wanted}.")
    return found


def write(connection: Connection, number: str, person: Customer, draft: Draft, now: float) -> Message:
    """A customer writes to the business number with this id.

    Raises compose.UnknownMediaError and numbers.UnknownNumberError.
    """
    business = numbers.get(connection, number)
    content = compose.compose(connection, number, draft, now)
    error = compose.error_of(draft, content)
    told = (draft.extra or {}).get("errors") or [error]
    shown = told[0] if isinstance(told, list) and isinstance(told[0], dict) else {}
    message = messages.add(
        connection,
        wamid=wamid(person.key, outbound=False),
        customer_id=person.id,
        number=number,
        direction="inbound",
        type=draft.type,
        content=content,
        quoted=draft.quoted,
        forwarded=draft.forwarded,
        media_id=_media_id(content),
        error_code=shown.get("code"),
        error_title=shown.get("title"),
        created_at=now,
    )
    if message.media_id:
        media.hand_over(connection, message.media_id, number)
    original = messages.find(connection, draft.quoted) if draft.quoted else None
    value = inbound.message_value(business, person, message, original, error, draft.extra)
    updates.add(connection, "message", now, wamid=message.wamid, value=value)
    effects.apply(connection, message, "customer", now)
    return message


def tap(connection: Connection, person: Customer, wanted: str, choice: str, now: float) -> Message:
    """A button or list row of the business's message. Raises UnknownMessageError and NotPossibleError."""
    asked = message_in_chat(connection, person, wanted, "outbound")
    definition = template_text.definition(connection, asked.content) if asked.type == "template" else []
    reply = taps.reply(asked.type, asked.content, choice, definition)
    if reply is None:
        raise NotPossibleError(f"That message has no button or row with the id {choice}.")
    kind, content = reply
    return write(connection, asked.number, person, Draft(type=kind, content=content, quoted=wanted), now)


def react(connection: Connection, person: Customer, wanted: str, emoji: str | None, now: float) -> Message:
    """Without an emoji the reaction is taken away. Raises UnknownMessageError."""
    target = message_in_chat(connection, person, wanted)
    content = {"message_id": wanted, **({"emoji": emoji} if emoji else {})}
    return write(connection, target.number, person, Draft(type="reaction", content=content), now)


def edit(connection: Connection, person: Customer, wanted: str, text: str, now: float) -> Message:
    """Text or caption, within 15 minutes. Raises UnknownMessageError and NotPossibleError."""
    target = message_in_chat(connection, person, wanted, "inbound")
    if target.type not in EDITABLE or target.revoked_at is not None or now - target.created_at > EDITABLE_FOR:
        raise NotPossibleError("Only texts and captions can be edited, for 15 minutes.")
    changed: dict[str, Any] = {"body": text} if target.type == "text" else {**target.content, "caption": text}
    body = {"type": target.type, target.type: changed}
    content = {"original_message_id": wanted, "message": body}
    return write(connection, target.number, person, Draft(type="edit", content=content), now)


def revoke(connection: Connection, person: Customer, wanted: str, now: float) -> Message:
    """Deletes it for everybody, within two days. Raises UnknownMessageError and NotPossibleError."""
    target = message_in_chat(connection, person, wanted, "inbound")
    if target.revoked_at is not None or now - target.created_at > REVOCABLE_FOR:
        raise NotPossibleError("A message can be deleted once, for two days.")
    return write(connection, target.number, person, Draft(type="revoke", content={"original_message_id": wanted}), now)


def share_location(connection: Connection, person: Customer, wanted: str, place: dict[str, Any], now: float) -> Message:
    """Answers the business's request for it. Raises UnknownMessageError and NotPossibleError."""
    asked = _request(connection, person, wanted, "location_request_message")
    return write(connection, asked.number, person, Draft(type="location", content=place, quoted=wanted), now)


def share_number(connection: Connection, person: Customer, wanted: str, now: float) -> Message:
    """Answers the business's request for it. Raises UnknownMessageError and NotPossibleError."""
    asked = _request(connection, person, wanted, "contact_request")
    if person.wa_id is None:
        raise NotPossibleError("This person has no number to share.")
    card = {
        "name": {"formatted_name": person.name, "first_name": person.name},
        "phones": [{"phone": f"+{person.wa_id}", "wa_id": person.wa_id, "type": "CELL"}],
        "origin": "contact_request",
    }
    return write(connection, asked.number, person, Draft(type="contacts", content=[card], quoted=wanted), now)


def _request(connection: Connection, person: Customer, wanted: str, kind: str) -> Message:
    asked = message_in_chat(connection, person, wanted, "outbound")
    if asked.type != "interactive" or asked.content.get("type") != kind:
        raise NotPossibleError(f"That message is no {kind}.")
    return asked


def _media_id(content: Any) -> str | None:
    found = content.get("id") if isinstance(content, dict) else None
    return found if isinstance(found, str) else None
