"""A webhook's bytes become messages and statuses. Pure: values in, values out."""

import json
import math
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

STATUSES = ("sent", "delivered", "read", "failed")
_SURROGATES = re.compile("[\ud800-\udfff]")
ID_CHARACTERS = 255  # wamids are about 60 long; a longer one would not fit the index that makes them unique


class NotUnderstoodError(Exception):
    """The bytes, or a part of them, are not a webhook we can read; nothing of that part was taken in."""


@dataclass(frozen=True, slots=True)
class InboundMessage:
    phone_number_id: str
    display_number: str | None
    phone: str | None
    bsuid: str | None
    name: str | None
    wamid: str
    written_at: datetime
    kind: str
    text: str | None
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    phone_number_id: str
    wamid: str
    status: str
    callback_id: str | None
    error_code: int | None
    error: str | None


@dataclass(slots=True)
class Updates:
    """What one delivery holds; `problems` says in words what was not understood."""

    messages: list[InboundMessage] = field(default_factory=list)
    statuses: list[StatusUpdate] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read(body: bytes) -> Updates:
    """Read every entry, change, message and status of a delivery.

    One bad item does not lose its neighbours: it becomes a line in `problems`.
    Raises NotUnderstoodError when the bytes as a whole are no JSON object with entries.
    """
    updates = Updates()
    for change in _changes(_parse(body)):
        if change.get("field") != "messages":
            updates.problems.append(f"field {str(change.get('field'))[:64]!r} is not known to this version")
            continue
        _collect(change.get("value"), updates)
    return updates


def _parse(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body.decode("utf-8"), parse_constant=lambda name: None)
        cleaned = _clean(parsed)
    except (ValueError, RecursionError) as error:
        raise NotUnderstoodError(f"not JSON in UTF-8 ({type(error).__name__})") from None
    if not isinstance(cleaned, dict) or not isinstance(cleaned.get("entry"), list):
        raise NotUnderstoodError("JSON, but not a webhook: it has no list of entries")
    return cleaned


def _clean(value: Any) -> Any:
    """What PostgreSQL cannot store: NUL and lone surrogates become U+FFFD, infinite numbers null.

    The raw bytes are kept elsewhere.
    """
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value.replace("\x00", "\ufffd"))
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return value


def _changes(webhook: dict[str, Any]) -> list[dict[str, Any]]:
    entries = _dicts(webhook["entry"])
    return [change for entry in entries for change in _dicts(entry.get("changes"))]


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _collect(value: Any, updates: Updates) -> None:
    value = _dict(value)
    metadata = _dict(value.get("metadata"))
    names = _names(value)
    for item in _items(value, "messages", updates):
        _attempt(updates, updates.messages, lambda item=item: _message(item, metadata, names))
    for item in _items(value, "statuses", updates):
        _attempt(updates, updates.statuses, lambda item=item: _status(item, metadata))
    for error in _dicts(value.get("errors")):
        updates.problems.append(f"Meta reports error {str(error.get('code'))[:16]} for this number")


def _items(value: dict[str, Any], name: str, updates: Updates) -> list[dict[str, Any]]:
    """The list under that name; anything in its place that is no list of objects becomes a problem."""
    given = value.get(name)
    items = _dicts(given)
    if given is not None and (not isinstance(given, list) or len(items) != len(given)):
        updates.problems.append(f"{name} is not a list of objects")
    return items


def _attempt(updates: Updates, into: list[Any], make: Any) -> None:
    try:
        into.append(make())
    except NotUnderstoodError as error:
        updates.problems.append(str(error))


def _names(value: dict[str, Any]) -> dict[str, str]:
    """Profile names by every id that a contact goes by; positions in the two lists need not agree."""
    return {
        str(contact[key]): str(name)
        for contact in _dicts(value.get("contacts"))
        if (name := _dict(contact.get("profile")).get("name"))
        for key in ("wa_id", "user_id")
        if contact.get(key)
    }


def _text_of(item: dict[str, Any], key: str, most: int = ID_CHARACTERS) -> str | None:
    value = item.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > most:
        raise NotUnderstoodError(f"{key} is not a text of at most {most} characters")
    return value


def _required(item: dict[str, Any], key: str, most: int = ID_CHARACTERS) -> str:
    value = _text_of(item, key, most)
    if value is None:
        raise NotUnderstoodError(f"{key} is missing")
    return value


def _time(item: dict[str, Any]) -> datetime:
    """Unix seconds in a string; some callers send milliseconds."""
    try:
        seconds = int(str(item.get("timestamp")))
        return datetime.fromtimestamp(seconds / 1000 if seconds > 10**11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise NotUnderstoodError("timestamp is not a Unix time") from None


def _message(item: dict[str, Any], metadata: dict[str, Any], names: dict[str, str]) -> InboundMessage:
    phone, bsuid = _text_of(item, "from", 64), _text_of(item, "from_user_id", 160)
    if not (phone or bsuid):
        raise NotUnderstoodError("a message without a sender")
    kind = _required(item, "type", 32)
    return InboundMessage(
        phone_number_id=_required(metadata, "phone_number_id", 64),
        display_number=_text_of(metadata, "display_phone_number", 64),
        phone=phone,
        bsuid=bsuid,
        name=names.get(phone or "") or names.get(bsuid or ""),
        wamid=_required(item, "id"),
        written_at=_time(item),
        kind=kind,
        text=_words(kind, _dict(item.get(kind))),
        payload=item,
    )


def _words(kind: str, content: dict[str, Any]) -> str | None:
    """What the customer said in words: the text, a caption, or the title of what was tapped."""
    if kind == "interactive":
        content = _dict(content.get("button_reply")) or _dict(content.get("list_reply"))
    for key in ("body", "caption", "text", "title"):
        words = content.get(key)
        if isinstance(words, str) and words.strip():
            return words
    return None


def _status(item: dict[str, Any], metadata: dict[str, Any]) -> StatusUpdate:
    errors = _dicts(item.get("errors"))
    error = errors[0] if errors else {}
    code = error.get("code")
    title = error.get("title") or error.get("message")
    callback_id = item.get("biz_opaque_callback_data")
    return StatusUpdate(
        phone_number_id=_required(metadata, "phone_number_id", 64),
        wamid=_required(item, "id"),
        status=_required(item, "status", 16),
        callback_id=callback_id if isinstance(callback_id, str) else None,
        error_code=code if isinstance(code, int) and abs(code) < 2**31 else None,
        error=str(title)[:500] if title else None,
    )
