"""How many messages a number may send, over all and to one person.

Source: Meta's throughput page (80 a second, in and out together) and its page on pair rates (one in 6 s, with a burst
of 45 that is borrowed from the future).
"""

from sqlite3 import Connection

from simulator.graph_errors import GraphError

A_SECOND = 80
PAIR_EVERY = 6.0  # seconds
PAIR_BURST = 45


def take(connection: Connection, number: str, customer_id: int, now: float) -> None:
    """Counts one message to that customer. Raises GraphError when it is one too many; then nothing is counted."""
    if _in_the_last_second(connection, number, now) >= A_SECOND:
        raise GraphError(130429, f"Cloud API message throughput of {A_SECOND} messages a second has been reached.")
    free_at = _free_at(connection, number, customer_id)
    if not fits(free_at, now):
        raise GraphError(131056, "Too many messages sent from this phone number to the same recipient.")
    connection.execute(
        "INSERT INTO pairs (number, customer_id, free_at) VALUES (?, ?, ?) "
        "ON CONFLICT (number, customer_id) DO UPDATE SET free_at = excluded.free_at",
        (number, customer_id, after(free_at, now)),
    )


def fits(free_at: float, now: float) -> bool:
    """`free_at`: when everything that was borrowed is paid back."""
    return free_at - now <= (PAIR_BURST - 1) * PAIR_EVERY


def after(free_at: float, now: float) -> float:
    """`free_at` when one more was sent."""
    return max(free_at, now) + PAIR_EVERY


def _in_the_last_second(connection: Connection, number: str, now: float) -> int:
    row = connection.execute(
        "SELECT count(*) FROM messages WHERE number = ? AND created_at > ? AND created_at <= ?", (number, now - 1, now)
    ).fetchone()
    return int(row[0])


def _free_at(connection: Connection, number: str, customer_id: int) -> float:
    row = connection.execute(
        "SELECT free_at FROM pairs WHERE number = ? AND customer_id = ?", (number, customer_id)
    ).fetchone()
    return float(row[0]) if row else 0.0
