"""What the simulator saw, to count against what the business says it did."""

from collections import defaultdict
from sqlite3 import Connection
from typing import Any

from simulator import messages
from simulator.messages import Message


def ledger(connection: Connection, now: float) -> dict[str, Any]:
    """outbound: every accepted send. inbound: every customer message with its delivery. refused: the rest."""
    people = dict(connection.execute("SELECT id, coalesce(wa_id, user_id) FROM customers").fetchall())
    states = dict(connection.execute("SELECT wamid, state FROM updates WHERE kind = 'message'").fetchall())
    attempts = _attempts(connection)
    return {
        "outbound": [
            _sent(message, people[message.customer_id], now)
            for message in messages.in_direction(connection, "outbound")
            if message.author == "api"
        ],
        "inbound": [
            {
                **_common(message, now),
                "from": people[message.customer_id],
                "acknowledged": states.get(message.wamid) == "acknowledged",
                "attempts": attempts[message.wamid],
            }
            for message in messages.in_direction(connection, "inbound")
        ],
        "refused": [
            dict(row)
            for row in connection.execute(
                "SELECT id AS sequence, at, code, details FROM requests WHERE code <> 0 ORDER BY id"
            )
        ],
    }


def _sent(message: Message, customer: str, now: float) -> dict[str, Any]:
    return {
        **_common(message, now),
        "sequence": message.request_id,
        "to": customer,
        "input": message.recipient,
        "body": message.content,
        "context": message.quoted,
        "biz_opaque_callback_data": message.opaque,
        "pricing_type": message.price,
        "pricing_category": message.category,
        "error_code": message.error_code,
    }


def _common(message: Message, now: float) -> dict[str, Any]:
    return {
        "wamid": message.wamid,
        "number": message.number,
        "type": message.type,
        "text": message.text,
        "at": message.created_at,
        "status": message.status(now),
    }


def _attempts(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """The delivery attempts of each customer message, by wamid."""
    by_wamid: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(
        "SELECT wamid, at, result, milliseconds FROM attempts JOIN updates ON updates.id = update_id "
        "WHERE kind = 'message' ORDER BY attempts.id"
    ):
        attempt = dict(row)
        by_wamid[attempt.pop("wamid")].append(attempt)
    return by_wamid
