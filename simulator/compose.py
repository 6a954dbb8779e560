"""Turns what a caller said of a customer's message into the object that Meta names after its type."""

from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from simulator import media
from simulator.samples import contents, files

UNSUPPORTED = 131051, "Message type unknown", "Message type is currently not supported."
UNREADABLE = 131000, "Something went wrong", "The content of this message could not be read."


@dataclass(frozen=True)
class Draft:
    """What is said of a message; `content` is the whole object, then nothing else is made up."""

    type: str = "text"
    text: str | None = None
    caption: str | None = None
    filename: str | None = None
    media: str | None = None
    voice: bool = False
    content: Any = None
    quoted: str | None = None
    forwarded: str | None = None
    extra: dict[str, Any] | None = None


class UnknownMediaError(Exception):
    """No file with this id was uploaded here."""


def compose(connection: Connection, number: str, draft: Draft, now: float) -> Any:
    """The object named after the type; {} for types that have none. Raises UnknownMediaError."""
    if draft.content is not None:
        return draft.content
    if draft.type == "text" and draft.text is not None:
        return {"body": draft.text}
    if draft.type in contents.MEDIA:
        return _media(connection, number, draft, now)
    if draft.type in contents.EMPTY:
        return {}
    return contents.MADE_UP.get(draft.type, {})


def error_of(draft: Draft, content: Any) -> dict[str, Any] | None:
    """What Meta adds to a message it cannot pass on: type unsupported, or an interactive one without its object."""
    if draft.type in ("unsupported", "unknown"):
        return error_object(*UNSUPPORTED)
    if draft.type == "interactive" and not content:
        return error_object(*UNREADABLE)
    return None


def error_object(code: int, title: str, details: str) -> dict[str, Any]:
    return {"code": code, "title": title, "message": title, "error_data": {"details": details}}


def _media(connection: Connection, number: str, draft: Draft, now: float) -> dict[str, Any]:
    media_id = draft.media or store_sample(connection, number, draft.type, draft.voice, now)
    file = media.find(connection, media_id)
    if file is None:
        raise UnknownMediaError(f"There is no file {media_id}; upload it first.")
    content: dict[str, Any] = {"mime_type": file.mime_type, "sha256": file.sha256, "id": media_id}
    if draft.type in ("image", "video", "document") and (caption := draft.caption or draft.text):
        content["caption"] = caption
    if draft.type == "document" and (name := draft.filename or file.file_name):
        content["filename"] = name
    if draft.type == "audio":
        content["voice"] = bool(draft.voice or file.voice)
    if draft.type == "sticker":
        content["animated"] = False
    return content


def store_sample(connection: Connection, number: str, kind: str, voice: bool, now: float) -> str:
    """Keeps an example file of that kind and returns its id."""
    file = files.sample(kind, voice)
    return media.put(connection, number, file.data, file.mime_type, file.name, file.voice, True, now)
