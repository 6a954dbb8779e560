"""What the control API and the phone page show."""

import time
from sqlite3 import Connection
from typing import Any

from simulator import customers as people
from simulator import messages, updates
from simulator.customers import Customer
from simulator.exchange import UnknownCustomerError
from simulator.messages import Message
from simulator.updates import Update


def now() -> float:
    return time.time()


def customer(person: Customer) -> dict[str, Any]:
    return {
        "key": person.key,
        "wa_id": person.wa_id,
        "user_id": person.user_id,
        "name": person.name,
        "language": person.language,
    }


def customers(connection: Connection, url: str) -> dict[str, Any]:
    """Everybody with their unread messages, and how the webhook does."""
    unread = messages.unread_counts(connection, now())
    everyone = people.everyone(connection)
    return {
        "customers": [{**customer(person), "unread": unread.get(person.id, 0)} for person in everyone],
        "webhook": webhook(connection, url),
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
    bubbles = messages.chat(connection, person.id)
    by_wamid = {message.wamid: message for message in bubbles}
    return {
        "customer": customer(person),
        "typing": person.typing_until > now(),
        "messages": [bubble(message, by_wamid.get(message.quoted or "")) for message in bubbles],
    }


def bubble(message: Message, quoted: Message | None) -> dict[str, Any]:
    return {
        "wamid": message.wamid,
        "direction": message.direction,
        "type": message.type,
        "text": message.text,
        "at": message.created_at,
        "status": message.status(now()),
        "quoted": quoted and {"wamid": quoted.wamid, "direction": quoted.direction, "text": quoted.text},
    }


def update(connection: Connection, item: Update) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "wamid": item.wamid,
        "state": item.state,
        "due_at": item.due_at,
        "acknowledged": item.state == "acknowledged",
        "attempts": updates.attempts_of(connection, item.id),
    }
