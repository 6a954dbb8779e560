"""The bubbles of a chat."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Message:
    """Times are seconds since 1970. Directions are the business's: inbound is what a customer wrote."""

    id: int
    wamid: str
    customer_id: int
    direction: str
    type: str
    content: dict[str, Any]
    quoted: str | None
    recipient: str | None
    opaque: str | None
    price: str | None
    request_id: int | None
    created_at: float
    sent_at: float | None
    delivered_at: float | None
    read_at: float | None

    @property
    def text(self) -> str:
        return str(self.content.get("body", ""))

    def status(self, now: float) -> str:
        """Inbound: pending, delivered, read. Outbound: accepted, sent, delivered, read."""
        for name, at in (("read", self.read_at), ("delivered", self.delivered_at), ("sent", self.sent_at)):
            if at is not None and at <= now:
                return name
        return "pending" if self.direction == "inbound" else "accepted"


def add(connection: sqlite3.Connection, **columns: Any) -> Message:
    """Stores one message; `content` is the object named after its type."""
    columns["content"] = json.dumps(columns["content"])
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    connection.execute(f"INSERT INTO messages ({names}) VALUES ({marks})", tuple(columns.values()))  # noqa: S608
    return found(connection, columns["wamid"])


def find(connection: sqlite3.Connection, wamid: str) -> Message | None:
    row = connection.execute("SELECT * FROM messages WHERE wamid = ?", (wamid,)).fetchone()
    return _message(row) if row else None


def found(connection: sqlite3.Connection, wamid: str) -> Message:
    """Like find, for a message that is known to be there. Raises KeyError when it is not."""
    if message := find(connection, wamid):
        return message
    raise KeyError(wamid)


def chat(connection: sqlite3.Connection, customer_id: int) -> list[Message]:
    rows = connection.execute("SELECT * FROM messages WHERE customer_id = ? ORDER BY id", (customer_id,))
    return [_message(row) for row in rows]


def in_direction(connection: sqlite3.Connection, direction: str) -> list[Message]:
    return [
        _message(row)
        for row in connection.execute("SELECT * FROM messages WHERE direction = ? ORDER BY id", (direction,))
    ]


def last_inbound_at(connection: sqlite3.Connection, customer_id: int) -> float | None:
    """When the customer last wrote: the service window counts from there."""
    row = connection.execute(
        "SELECT max(created_at) FROM messages WHERE customer_id = ? AND direction = 'inbound'", (customer_id,)
    ).fetchone()
    return None if row[0] is None else float(row[0])


def mark_inbound_read(connection: sqlite3.Connection, message: Message, now: float) -> None:
    """This message and the customer's earlier ones."""
    connection.execute(
        "UPDATE messages SET read_at = ?, delivered_at = coalesce(delivered_at, ?) "
        "WHERE customer_id = ? AND direction = 'inbound' AND id <= ? AND read_at IS NULL",
        (now, now, message.customer_id, message.id),
    )


def mark_outbound_read(connection: sqlite3.Connection, customer_id: int, now: float) -> list[Message]:
    """Everything that has arrived on the customer's phone by `now`; returns what was unread until then."""
    rows = connection.execute(
        "UPDATE messages SET read_at = ? WHERE customer_id = ? AND direction = 'outbound' "
        "AND read_at IS NULL AND delivered_at <= ? RETURNING *",
        (now, customer_id, now),
    ).fetchall()
    return sorted((_message(row) for row in rows), key=lambda message: message.id)


def unread_counts(connection: sqlite3.Connection, now: float) -> dict[int, int]:
    """How many of the business's messages each customer has not seen, by customer id."""
    rows = connection.execute(
        "SELECT customer_id, count(*) FROM messages WHERE direction = 'outbound' "
        "AND read_at IS NULL AND delivered_at <= ? GROUP BY customer_id",
        (now,),
    )
    return {row[0]: row[1] for row in rows}


def accepted_since(connection: sqlite3.Connection, start: float) -> int:
    row = connection.execute(
        "SELECT count(*) FROM messages WHERE direction = 'outbound' AND created_at >= ?", (start,)
    ).fetchone()
    return int(row[0])


def _message(row: sqlite3.Row) -> Message:
    return Message(**{**dict(row), "content": json.loads(row["content"])})
