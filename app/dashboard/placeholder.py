"""What stands for a message that is not (only) text. Pure: the payload is Meta's message object, of any content."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KINDS = frozenset(
    {"image", "video", "audio", "document", "sticker", "location", "contacts", "button", "interactive", "order"}
    | {"system", "unsupported"}
)
LONGEST_DETAIL = 120


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`code` names a text of the group `kind`; `detail` is the customer's (a file name, a place, an emoji)."""

    code: str
    detail: str | None = None


def placeholder(kind: str, payload: object) -> Placeholder | None:
    """None for a text, which needs none."""
    if kind == "text":
        return None
    content = _mapping(_mapping(payload).get(kind))
    if kind == "audio" and content.get("voice") is True:
        return Placeholder("voice")
    if kind == "reaction":
        emoji = _words(content, "emoji")
        return Placeholder("reaction" if emoji else "reaction_removed", emoji)
    if kind in {"document", "location"}:
        return Placeholder(kind, _words(content, "filename", "name", "address"))
    return Placeholder(kind if kind in KINDS else "unknown")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(content: Mapping[str, Any], *keys: str) -> str | None:
    found = (content.get(key) for key in keys)
    return next((value[:LONGEST_DETAIL] for value in found if isinstance(value, str) and value.strip()), None)
