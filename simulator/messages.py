"""The bubbles of a chat."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from simulator.words import words


@dataclass(frozen=True)
class Message:
    """Times are seconds since 1970. Directions are the business's: inbound is what a customer wrote."""

    id: int
    wamid: str
    customer_id: int
    number: str
    direction: str
    author: str
    type: str
    content: Any
    quoted: str | None
    forwarded: str | None
    media_id: str | None
    recipient: str | None
    opaque: str | None
    price: str | None
    category: str | None
    request_id: int | None
    created_at: float
    sent_at: float | None
    delivered_at: float | None
    read_at: float | None
    played_at: float | None
    edited_at: float | None
    revoked_at: float | None
    failed_at: float | None
    error_code: int | None
    error_title: str | None

    @property
    def text(self) -> str:
        return words(self.type, self.content)

    def status(self, now: float) -> str:
        """Inbound: pending, delivered, read. Outbound: accepted, sent, delivered, read, played, failed."""
        for name, at in self._ranks():
            if at is not None and at <= now:
                return name
        return "pending" if self.direction == "inbound" else "accepted"

    def _ranks(self) -> tuple[tuple[str, float | None], ...]:
        """The furthest first."""
        return (
            ("failed", self.failed_at),
            ("played", self.played_at),
            ("read", self.read_at),
            ("delivered", self.delivered_at),
            ("sent", self.sent_at),
        )


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
    """What is a bubble of its own; reactions, edits and deletions show at the message they are about."""
    rows = connection.execute(
        "SELECT * FROM messages WHERE customer_id = ? AND type NOT IN ('reaction', 'edit', 'revoke') ORDER BY id",
        (customer_id,),
    )
    return [_message(row) for row in rows]


def latest(connection: sqlite3.Connection) -> dict[int, Message]:
    """The last bubble of each chat, by customer id."""
    rows = connection.execute(
        "SELECT * FROM messages WHERE id IN (SELECT max(id) FROM messages "
        "WHERE type NOT IN ('reaction', 'edit', 'revoke') GROUP BY customer_id)"
    )
    return {row["customer_id"]: _message(row) for row in rows}


def in_direction(connection: sqlite3.Connection, direction: str) -> list[Message]:
    return [
        _message(row)
        for row in connection.execute("SELECT * FROM messages WHERE direction = ? ORDER BY id", (direction,))
    ]


def last_inbound_at(connection: sqlite3.Connection, customer_id: int, number: str) -> float | None:
    """When the customer last wrote to that business number: the service window counts from there."""
    row = connection.execute(
        "SELECT max(created_at) FROM messages WHERE customer_id = ? AND number = ? AND direction = 'inbound' "
        "AND type NOT IN ('system', 'edit', 'revoke')",
        (customer_id, number),
    ).fetchone()
    return None if row[0] is None else float(row[0])


def mark_inbound_read(connection: sqlite3.Connection, message: Message, now: float) -> None:
    """This message and the customer's earlier ones."""
    connection.execute(
        "UPDATE messages SET read_at = ?, delivered_at = coalesce(delivered_at, ?) "
        "WHERE customer_id = ? AND number = ? AND direction = 'inbound' AND id <= ? AND read_at IS NULL",
        (now, now, message.customer_id, message.number, message.id),
    )


def mark_outbound_read(connection: sqlite3.Connection, customer_id: int, now: float) -> list[Message]:
    """Everything that has arrived on the customer's phone by `now`.

    Returns what the business sent by the API and was unread until then; its own phone asks for no statuses.
    """
    rows = connection.execute(
        "UPDATE messages SET read_at = ? WHERE customer_id = ? AND direction = 'outbound' "
        "AND read_at IS NULL AND failed_at IS NULL AND delivered_at <= ? RETURNING *",
        (now, customer_id, now),
    ).fetchall()
    seen = (_message(row) for row in rows if row["author"] == "api")
    return sorted(seen, key=lambda message: message.id)


def mark_played(connection: sqlite3.Connection, customer_id: int, wamid: str, now: float) -> Message | None:
    """A voice message of the business, when this is the first time it is played."""
    row = connection.execute(
        "UPDATE messages SET played_at = ?, read_at = coalesce(read_at, ?) WHERE wamid = ? AND customer_id = ? "
        "AND direction = 'outbound' AND type = 'audio' AND played_at IS NULL RETURNING *",
        (now, now, wamid, customer_id),
    ).fetchone()
    return _message(row) if row else None


def unread_counts(connection: sqlite3.Connection, now: float) -> dict[int, int]:
    """How many of the business's messages each customer has not seen, by customer id."""
    rows = connection.execute(
        "SELECT customer_id, count(*) FROM messages WHERE direction = 'outbound' "
        "AND read_at IS NULL AND failed_at IS NULL AND delivered_at <= ? AND type <> 'reaction' GROUP BY customer_id",
        (now,),
    )
    return {row[0]: row[1] for row in rows}


def service_since(connection: sqlite3.Connection, number: str, start: float) -> int:
    """How many free-form messages Meta has taken from that number since then."""
    row = connection.execute(
        "SELECT count(*) FROM messages WHERE number = ? AND category = 'service' AND created_at >= ?", (number, start)
    ).fetchone()
    return int(row[0])


def latest_moment(connection: sqlite3.Connection) -> float:
    """When the last thing was written or asked for; 0.0 when nothing was."""
    row = connection.execute(
        "SELECT max((SELECT coalesce(max(created_at), 0.0) FROM messages), "
        "(SELECT coalesce(max(at), 0.0) FROM requests), (SELECT coalesce(max(at), 0.0) FROM attempts))"
    ).fetchone()
    return float(row[0])


def _message(row: sqlite3.Row) -> Message:
    return Message(**{**dict(row), "content": json.loads(row["content"])})
