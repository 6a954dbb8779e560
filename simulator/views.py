"""What the control API and the phone page show."""

from sqlite3 import Connection
from typing import Any

from simulator import bubbles, effects, messages, updates
from simulator import customers as people
from simulator.customers import Customer, UnknownCustomerError
from simulator.messages import Message
from simulator.parts import parts
from simulator.updates import Update


def now() -> float:
    return parts().clock.now()


def customer(person: Customer) -> dict[str, Any]:
    return {
        "key": person.key,
        "wa_id": person.wa_id,
        "user_id": person.user_id,
        "name": person.name,
        "language": person.language,
        "hides_number": bool(person.hides_number),
        "username": person.username,
    }


def customers(connection: Connection, url: str) -> dict[str, Any]:
    """Everybody with their unread messages and last one, and how the webhook does."""
    unread = messages.unread_counts(connection, now())
    last = messages.latest(connection)
    return {
        "customers": [
            {**customer(person), "unread": unread.get(person.id, 0), "last": _preview(last.get(person.id))}
            for person in people.everyone(connection)
        ],
        "webhook": webhook(connection, url),
    }


def _preview(message: Message | None) -> dict[str, Any] | None:
    if message is None:
        return None
    text = "" if message.revoked_at else message.text[:120]
    return {
        "direction": message.direction,
        "type": message.type,
        "text": text,
        "at": message.created_at,
        "status": message.status(now()),
        "revoked": message.revoked_at is not None,
    }


def webhook(connection: Connection, url: str) -> dict[str, Any]:
    """`failing`: how many deliveries were tried in vain and will be repeated."""
    failing = updates.failing(connection)
    return {"webhook": url, "answering": failing == 0, "failing": failing}


def chat(connection: Connection, key: str) -> dict[str, Any]:
    """The whole chat of a customer. Raises UnknownCustomerError."""
    person = people.find(connection, key)
    if person is None:
        raise UnknownCustomerError(f"Nobody here has the number or user id {key}.")
    found = messages.chat(connection, person.id)
    context = bubbles.Chat(
        by_wamid={message.wamid: message for message in found},
        reactions=effects.reactions(connection, person.id),
        files=bubbles.files(connection, person.id),
        templates=bubbles.templates(connection),
    )
    return {
        "customer": customer(person),
        "typing": person.typing_until > now(),
        "messages": [bubbles.bubble(message, context, now()) for message in found],
    }


def update(connection: Connection, item: Update) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "field": item.field,
        "wamid": item.wamid,
        "state": item.state,
        "due_at": item.due_at,
        "acknowledged": item.state == "acknowledged",
        "attempts": updates.attempts_of(connection, item.id),
    }
