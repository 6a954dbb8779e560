"""What the business's webhook has to be told: waiting, in flight, acknowledged or given up."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from simulator import fates
from simulator.backoff import next_attempt
from simulator.faults import Faults


@dataclass(frozen=True)
class Update:
    """`value` is the change's value under `field`; `raw` (kind "raw") a whole body that is sent as it is.

    `number`: the business number's id, None for the first one.
    """

    id: int
    wamid: str | None
    number: str | None
    kind: str
    field: str
    value: dict[str, Any] | None
    raw: bytes | None
    created_at: float
    due_at: float
    attempts: int
    fated: int
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
    number: str | None = None,
) -> int:
    """Puts an update in the queue and returns its id. Without `number` the value's metadata tells it."""
    columns = {
        "wamid": wamid,
        "number": number or _number_in(value),
        "kind": kind,
        "field": field,
        "value": None if value is None else json.dumps(value),
        "raw": raw,
        "created_at": now,
        "due_at": now if due_at is None else due_at,
    }
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    cursor = connection.execute(f"INSERT INTO updates ({names}) VALUES ({marks})", tuple(columns.values()))  # noqa: S608
    return int(cursor.lastrowid or 0)


def _number_in(value: dict[str, Any] | None) -> str | None:
    metadata = (value or {}).get("metadata")
    found = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
    return found if isinstance(found, str) else None


def meet_their_fates(connection: sqlite3.Connection, faults: Faults, now: float) -> None:
    """Lets the faults lose, delay and double what has come due for the first time."""
    rows = connection.execute("SELECT * FROM updates WHERE state = 'waiting' AND fated = 0 AND due_at <= ?", (now,))
    for row in rows.fetchall():
        fate = fates.decide(faults, row["id"], row["kind"])
        connection.execute(
            "UPDATE updates SET fated = 1, state = ?, due_at = ? WHERE id = ?",
            ("lost" if fate.lost else "waiting", fates.due_at(faults, fate, row["due_at"]), row["id"]),
        )
        if fate.copy_after is not None and not fate.lost:
            _copy(connection, row["id"], fates.due_at(faults, fate, row["due_at"]) + fate.copy_after)


def _copy(connection: sqlite3.Connection, update_id: int, due_at: float) -> None:
    connection.execute(
        "INSERT INTO updates (wamid, number, kind, field, value, raw, created_at, due_at, fated) "
        "SELECT wamid, number, 'copy', field, value, raw, created_at, ?, 1 FROM updates WHERE id = ?",
        (due_at, update_id),
    )


def ready(connection: sqlite3.Connection, now: float, with_retries: bool, most: int) -> list[Update]:
    """What is due for one business number, the fresh ones first."""
    due = "state = 'waiting' AND fated = 1 AND due_at <= :now AND (attempts = 0 OR :retries)"
    order = "ORDER BY attempts > 0, due_at, id LIMIT :most"
    query = {"now": now, "retries": with_retries, "most": most}
    first = connection.execute(f"SELECT * FROM updates WHERE {due} {order}", {**query, "most": 1}).fetchone()  # noqa: S608
    if first is None or most == 1:
        return [_update(first)] if first else []
    rows = connection.execute(
        f"SELECT * FROM updates WHERE {due} AND number IS :number {order}",  # noqa: S608
        {**query, "number": first["number"]},
    )
    return [_update(row) for row in rows]


def claim(connection: sqlite3.Connection, claimed: list[Update]) -> None:
    """Marks them as in flight."""
    connection.executemany("UPDATE updates SET state = 'in_flight' WHERE id = ?", [(update.id,) for update in claimed])


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


def outstanding(connection: sqlite3.Connection) -> int:
    """How many updates have not been acknowledged yet, and are still to be."""
    row = connection.execute("SELECT count(*) FROM updates WHERE state IN ('waiting', 'in_flight')").fetchone()
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
