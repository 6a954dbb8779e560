"""A webhook's bytes become messages, statuses and notices. Pure: values in, values out."""

import json
import math
from collections.abc import Callable, Collection
from typing import Any

from app.whatsapp import incoming, notices
from app.whatsapp.lenient import NotUnderstoodError, obj, objs, storable
from app.whatsapp.updates import Updates

# Without such an escape JSON in UTF-8 holds neither NUL nor a lone surrogate, and need not be searched for them.
_ESCAPES = (b"\\u0000", b"\\ud", b"\\uD")


def read(body: bytes) -> Updates:
    """Read every entry, change, message and status of a delivery.

    One bad item does not lose its neighbours: it becomes a line in `problems`.
    Raises NotUnderstoodError when the bytes as a whole are no JSON object with entries.
    """
    updates = Updates()
    for entry in objs(_parse(body)["entry"]):
        for change in _items(entry, "changes", updates):
            _collect(change, entry, updates)
    return updates


def _parse(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body.decode("utf-8"), parse_constant=lambda name: None, parse_float=_finite)
        cleaned = storable(read) if any(mark in body for mark in _ESCAPES) else read
    except (ValueError, RecursionError) as error:
        raise NotUnderstoodError(f"not JSON in UTF-8 ({type(error).__name__})") from None
    if not isinstance(cleaned, dict) or not isinstance(cleaned.get("entry"), list):
        raise NotUnderstoodError("JSON, but not a webhook: it has no list of entries")
    return cleaned


def _finite(digits: str) -> float | None:
    read = float(digits)
    return read if math.isfinite(read) else None


def _collect(change: dict[str, Any], entry: dict[str, Any], updates: Updates) -> None:
    value = obj(change.get("value"))
    field = change.get("field") or _field_of(value)
    if field == "messages":
        _messages(value, updates)
    elif field == "smb_message_echoes":
        _each(value, "message_echoes", updates, updates.messages, lambda item: incoming.echo(item, value))
    else:
        updates.notices.extend(notices.of_field(str(field), value, entry))


def _field_of(value: dict[str, Any]) -> str:
    """Of a change that does not name it: what it holds tells."""
    if "message_echoes" in value:
        return "smb_message_echoes"
    return "messages" if value.keys() & {"messages", "statuses"} else "unnamed"


def _messages(value: dict[str, Any], updates: Updates) -> None:
    _each(value, "messages", updates, updates.messages, lambda item: incoming.message(item, value))
    _each(value, "statuses", updates, updates.statuses, lambda item: incoming.status(item, value))
    updates.notices.extend(notices.of_errors(value))


def _each(value: dict[str, Any], name: str, updates: Updates, into: list[Any], read_one: Callable[..., Any]) -> None:
    for item in _items(value, name, updates):
        try:
            into.append(read_one(item))
        except NotUnderstoodError as error:
            updates.problems.append(str(error))


def without(body: bytes, wamids: Collection[str]) -> bytes:
    """The delivery with these messages left out; as it is when it cannot be read."""
    try:
        webhook = _parse(body)
    except NotUnderstoodError:
        return body
    for value in _values(webhook):
        for name in ("messages", "message_echoes"):
            if isinstance(value.get(name), list):
                value[name] = [item for item in value[name] if not _is_one_of(item, wamids)]
    return json.dumps(webhook, separators=(",", ":")).encode()


def without_mentions(body: bytes, names: Collection[str]) -> bytes | None:
    """The delivery without whatever holds one of these names; None when it cannot be read, or would still hold one."""
    try:
        webhook = _parse(body)
    except NotUnderstoodError:
        return None
    for value in _values(webhook):
        for name, items in value.items():
            if isinstance(items, list):
                value[name] = [item for item in items if not _mentions(item, names)]
    return None if _mentions(webhook, names) else json.dumps(webhook, separators=(",", ":")).encode()


def _values(webhook: dict[str, Any]) -> list[dict[str, Any]]:
    changes = [change for entry in objs(webhook["entry"]) for change in objs(entry.get("changes"))]
    return [obj(change.get("value")) for change in changes]


def _mentions(item: Any, names: Collection[str]) -> bool:
    written = json.dumps(item, ensure_ascii=False)
    return any(name in written for name in names)


def _is_one_of(item: Any, wamids: Collection[str]) -> bool:
    return isinstance(item, dict) and incoming.wamid(item) in wamids


def _items(value: dict[str, Any], name: str, updates: Updates) -> list[dict[str, Any]]:
    """The list under that name; anything in its place that is no list of objects becomes a problem."""
    given = value.get(name)
    items = objs(given)
    if given is not None and (not isinstance(given, list) or len(items) != len(given)):
        updates.problems.append(f"{name} is not a list of objects")
    return items
