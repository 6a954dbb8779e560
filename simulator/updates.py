"""What the business's webhook has to be told: waiting, in flight, acknowledged or given up."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from simulator.backoff import next_attempt


@dataclass(frozen=True)
class Update:
    """`value` is the change's value under `field`; `raw` (kind "raw") a whole body that is sent as it is."""

    id: int
    wamid: str | None
    kind: str
    field: str
    value: dict[str, Any] | None
    raw: bytes | None
    created_at: float
    due_at: float
    attempts: int
    state: str


def add(
    connection: sqlite3.Connection,
    kind: str,
    now: float,
    *,
    due_at: float | None = None,
    wamid: str | None = None,
    value: dict[str, Any] | None = None,
    raw: bytes | None = None,
    field: str = "messages",
) -> int:
    """Puts an update in the queue and returns its id."""
    cursor = connection.execute(
        "INSERT INTO updates (wamid, kind, field, value, raw, created_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (wamid, kind, field, json.dumps(value) if value else None, raw, now, now if due_at is None else due_at),
    )
    return int(cursor.lastrowid or 0)


def claim(connection: sqlite3.Connection, now: float, with_retries: bool) -> Update | None:
    """The next update that is due, fresh ones first, marked as in flight."""
    row = connection.execute(
        "SELECT * FROM updates WHERE state = 'waiting' AND due_at <= ? AND (attempts = 0 OR ?) "
        "ORDER BY attempts > 0, due_at, id LIMIT 1",
        (now, with_retries),
    ).fetchone()
    if row is None:
        return None
    connection.execute("UPDATE updates SET state = 'in_flight' WHERE id = ?", (row["id"],))
    return _update(row)


def next_due(connection: sqlite3.Connection, with_retries: bool) -> float | None:
    row = connection.execute(
        "SELECT min(due_at) FROM updates WHERE state = 'waiting' AND (attempts = 0 OR ?)", (with_retries,)
    ).fetchone()
    return None if row[0] is None else float(row[0])


def record(connection: sqlite3.Connection, update: Update, result: str, milliseconds: int, now: float) -> None:
    """Notes an attempt. Only HTTP 200 acknowledges; anything else is due again later, for seven days."""
    connection.execute(
        "INSERT INTO attempts (update_id, at, result, milliseconds) VALUES (?, ?, ?, ?)",
        (update.id, now, result, milliseconds),
    )
    due = next_attempt(update.created_at, update.attempts + 1, now)
    state = "acknowledged" if result == "200" else "given_up" if due is None else "waiting"
    connection.execute(
        "UPDATE updates SET state = ?, attempts = attempts + 1, due_at = ? WHERE id = ?",
        (state, now if due is None or state == "acknowledged" else due, update.id),
    )
    if state == "acknowledged" and update.kind == "message":
        connection.execute(
            "UPDATE messages SET delivered_at = coalesce(delivered_at, ?) WHERE wamid = ?", (now, update.wamid)
        )


def all_due_now(connection: sqlite3.Connection, now: float) -> int:
    """Makes every update that failed before due at once; returns how many."""
    return connection.execute("UPDATE updates SET due_at = ? WHERE state = 'waiting' AND attempts > 0", (now,)).rowcount


def take_up_again(connection: sqlite3.Connection) -> None:
    """After a start: what an earlier process had in flight may or may not have arrived, so it goes again."""
    connection.execute("UPDATE updates SET state = 'waiting' WHERE state = 'in_flight'")


def failing(connection: sqlite3.Connection) -> int:
    """How many updates have been tried in vain and will be tried again."""
    row = connection.execute(
        "SELECT count(*) FROM updates WHERE state IN ('waiting', 'in_flight') AND attempts > 0"
    ).fetchone()
    return int(row[0])


def recent(connection: sqlite3.Connection, limit: int) -> list[Update]:
    rows = connection.execute("SELECT * FROM updates ORDER BY id DESC LIMIT ?", (limit,))
    return [_update(row) for row in rows]


def find(connection: sqlite3.Connection, update_id: int) -> Update | None:
    row = connection.execute("SELECT * FROM updates WHERE id = ?", (update_id,)).fetchone()
    return _update(row) if row else None


def attempts_of(connection: sqlite3.Connection, update_id: int) -> list[dict[str, Any]]:
    rows = connection.execute(
        "SELECT at, result, milliseconds FROM attempts WHERE update_id = ? ORDER BY id", (update_id,)
    )
    return [dict(row) for row in rows]


def _update(row: sqlite3.Row) -> Update:
    return Update(**{**dict(row), "value": json.loads(row["value"]) if row["value"] else None})
