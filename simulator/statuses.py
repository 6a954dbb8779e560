"""What the business hears of the messages it sent."""

from sqlite3 import Connection
from typing import Any

from simulator import updates
from simulator.customers import Customer
from simulator.envelopes import contact, head, known
from simulator.graph_errors import GraphError
from simulator.messages import Message
from simulator.numbers import Number


def tell(
    connection: Connection,
    number: Number,
    customer: Customer,
    message: Message,
    status: str,
    at: float,
    now: float,
    error: GraphError | None = None,
) -> None:
    """Queues the status; it is due at `at`."""
    priced = status in ("sent", "delivered") or (status == "read" and not _told(connection, message, "delivered"))
    value = value_of(number, customer, message, status, at, priced=priced, error=error)
    updates.add(connection, "status", now, due_at=at, wamid=message.wamid, value=value)


def value_of(
    number: Number,
    customer: Customer,
    message: Message,
    status: str,
    at: float,
    *,
    priced: bool = False,
    error: GraphError | None = None,
) -> dict[str, Any]:
    """sent, delivered, read, played or failed. A failed one names no contacts, and the user id only if it was used."""
    by_user_id = error is None or message.recipient == customer.user_id
    body: dict[str, Any] = {
        "id": message.wamid,
        "status": status,
        "timestamp": str(int(at)),
        **known(recipient_id=customer.shown_number),
        **({"recipient_user_id": customer.user_id} if by_user_id else {}),
        **known(biz_opaque_callback_data=message.opaque),
    }
    if error:
        return {**head(number), "statuses": [{**body, "errors": [error.in_status()]}]}
    if priced and message.price:
        body["pricing"] = _pricing(message)
    return {**head(number), "contacts": [contact(customer)], "statuses": [body]}


def _pricing(message: Message) -> dict[str, Any]:
    billable = message.price == "regular"
    return {"billable": billable, "pricing_model": "PMP", "type": message.price, "category": message.category}


def _told(connection: Connection, message: Message, status: str) -> bool:
    row = connection.execute(
        "SELECT 1 FROM updates WHERE wamid = ? AND kind = 'status' AND json_extract(value, '$.statuses[0].status') = ?",
        (message.wamid, status),
    ).fetchone()
    return row is not None
