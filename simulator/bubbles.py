"""A message as the phone shows it."""

import json
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from simulator import template_text
from simulator.messages import Message

Definitions = dict[tuple[str, str], list[dict[str, Any]]]


@dataclass(frozen=True)
class Chat:
    """What the bubbles of one chat need of each other: by wamid, but for the files, which go by their id."""

    by_wamid: dict[str, Message]
    reactions: dict[str, list[dict[str, str]]]
    files: dict[str, dict[str, Any]]
    templates: Definitions


def files(connection: Connection, customer_id: int) -> dict[str, dict[str, Any]]:
    rows = connection.execute(
        "SELECT media.id, mime_type, file_name, voice, length(bytes) AS size FROM media "
        "WHERE id IN (SELECT media_id FROM messages WHERE customer_id = ?)",
        (customer_id,),
    )
    return {
        row["id"]: {
            "id": row["id"],
            "url": f"/api/media/{row['id']}",
            "mime_type": row["mime_type"],
            "filename": row["file_name"],
            "voice": bool(row["voice"]),
            "size": row["size"],
        }
        for row in rows
    }


def templates(connection: Connection) -> Definitions:
    rows = connection.execute("SELECT name, language, components FROM templates")
    return {(row["name"], row["language"]): json.loads(row["components"]) for row in rows}


def bubble(message: Message, chat: Chat, now: float) -> dict[str, Any]:
    """The content of a message that was deleted stays here, out of sight of both sides."""
    revoked = message.revoked_at is not None
    content = {} if revoked else message.content
    return {
        "wamid": message.wamid,
        "direction": message.direction,
        "author": message.author,
        "type": message.type,
        "text": "" if revoked else message.text,
        "at": message.created_at,
        "status": message.status(now),
        "quoted": quote(chat.by_wamid.get(message.quoted or "")),
        "content": content,
        "media": None if revoked else chat.files.get(message.media_id or ""),
        "template": _template(content, chat.templates) if message.type == "template" and not revoked else None,
        "reactions": chat.reactions.get(message.wamid, []),
        "edited": message.edited_at is not None,
        "revoked": revoked,
        "forwarded": message.forwarded,
        "error": None if message.error_code is None else {"code": message.error_code, "title": message.error_title},
    }


def quote(message: Message | None) -> dict[str, Any] | None:
    if message is None:
        return None
    text = "" if message.revoked_at else message.text
    return {"wamid": message.wamid, "direction": message.direction, "type": message.type, "text": text}


def _template(content: dict[str, Any], definitions: Definitions) -> dict[str, Any]:
    language = content.get("language") or {}
    definition = definitions.get((str(content.get("name")), str(language.get("code"))), [])
    return template_text.shown(content, definition)
