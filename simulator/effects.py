"""What reactions, edits and deletions do to the message they are about."""

import json
from sqlite3 import Connection
from typing import Any

from simulator import messages
from simulator.messages import Message


def apply(connection: Connection, message: Message, by: str, now: float) -> None:
    """`by`: customer or business. Targets that nobody knows are left alone."""
    if not isinstance(message.content, dict):
        return
    if message.type == "reaction":
        react(connection, str(message.content.get("message_id")), by, message.content.get("emoji"), now)
    elif message.type == "edit":
        edit(connection, str(message.content.get("original_message_id")), message.content.get("message"), now)
    elif message.type == "revoke":
        revoke(connection, str(message.content.get("original_message_id")), now)


def react(connection: Connection, target: str, by: str, emoji: str | None, now: float) -> None:
    """Sets, changes or (no emoji) removes somebody's reaction."""
    connection.execute('DELETE FROM reactions WHERE message = ? AND "by" = ?', (target, by))
    if emoji:
        connection.execute(
            'INSERT INTO reactions (message, "by", emoji, at) VALUES (?, ?, ?, ?)', (target, by, emoji, now)
        )


def edit(connection: Connection, target: str, changed: Any, now: float) -> None:
    """`changed`: the object "message" of an edit."""
    original = messages.find(connection, target)
    if original is None or not isinstance(changed, dict):
        return
    content = changed.get(str(changed.get("type")), original.content)
    connection.execute(
        "UPDATE messages SET content = ?, edited_at = ? WHERE wamid = ?", (json.dumps(content), now, target)
    )


def revoke(connection: Connection, target: str, now: float) -> None:
    connection.execute("UPDATE messages SET revoked_at = ? WHERE wamid = ? AND revoked_at IS NULL", (now, target))


def reactions(connection: Connection, customer_id: int) -> dict[str, list[dict[str, str]]]:
    """The reactions in a customer's chat by wamid, oldest first."""
    by_wamid: dict[str, list[dict[str, str]]] = {}
    for row in connection.execute(
        'SELECT message, emoji, reactions."by" AS writer FROM reactions '
        "JOIN messages ON messages.wamid = reactions.message WHERE customer_id = ? ORDER BY reactions.at",
        (customer_id,),
    ):
        by_wamid.setdefault(row["message"], []).append({"emoji": row["emoji"], "by": row["writer"]})
    return by_wamid
