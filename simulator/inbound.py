"""Webhook values about what customers do, as the Cloud API documents them. Pure."""

from typing import Any

from simulator.customers import Customer
from simulator.envelopes import contact, head, known
from simulator.messages import Message
from simulator.numbers import Number

WITHOUT_OBJECT = frozenset({"request_welcome", "ephemeral"})
FORWARDED = {"once": {"forwarded": True}, "often": {"frequently_forwarded": True}}
DETAILS = {"stop": "User requested to stop marketing messages", "resume": "User requested to resume marketing messages"}


def message_value(
    number: Number,
    customer: Customer,
    message: Message,
    original: Message | None = None,
    error: dict[str, Any] | None = None,
    extra: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A customer's message, perhaps a reply to `original`. `extra` keys win over the ones made here."""
    # An interactive message that Meta could not read comes without its object, with the error beside it.
    unreadable = message.type == "interactive" and not message.content
    body = {
        **sender(customer),
        "id": message.wamid,
        "timestamp": str(int(message.created_at)),
        "type": message.type,
        **_object(message),
        **_context(number, customer, message, original),
        **({"errors": [error]} if error and not unreadable else {}),
        **(extra or {}),
    }
    value = {**head(number), **_contacts(customer, message), "messages": [body]}
    return {**value, "errors": [error]} if error and unreadable else value


def preference_value(number: Number, customer: Customer, choice: str, now: float) -> dict[str, Any]:
    """Offers stopped or resumed. The only timestamp in these webhooks that is a number."""
    body = {
        **known(wa_id=customer.shown_number),
        "user_id": customer.user_id,
        "detail": DETAILS[choice],
        "category": "marketing_messages",
        "value": choice,
        "timestamp": int(now),
    }
    return {**head(number), "contacts": [contact(customer)], "user_preferences": [body]}


def echo_value(number: Number, customer: Customer, message: Message) -> dict[str, Any]:
    """What the owner wrote from the business's phone."""
    body = {
        "from": number.display,
        **known(to=customer.shown_number),
        "to_user_id": customer.user_id,
        "id": message.wamid,
        "timestamp": str(int(message.created_at)),
        "type": message.type,
        **_object(message),
    }
    return {**head(number), "message_echoes": [body]}


def sender(customer: Customer) -> dict[str, str]:
    return {**known(**{"from": customer.shown_number}), "from_user_id": customer.user_id}


def _object(message: Message) -> dict[str, Any]:
    if message.type in WITHOUT_OBJECT or (message.type == "interactive" and not message.content):
        return {}
    return {message.type: message.content}


def _context(number: Number, customer: Customer, message: Message, original: Message | None) -> dict[str, Any]:
    forwarded = FORWARDED.get(message.forwarded or "", {})
    if message.quoted is None:
        return {"context": forwarded} if forwarded else {}
    ours = original is None or original.direction == "outbound"
    writer = number.display if ours else customer.shown_number
    return {"context": {**known(**{"from": writer}), "id": message.quoted, **forwarded}}


def _contacts(customer: Customer, message: Message) -> dict[str, Any]:
    """System messages come without, but for the one about a changed identity."""
    if message.type == "system" and message.content.get("type") != "customer_identity_changed":
        return {}
    return {"contacts": [contact(customer)]}
