"""The words in a message of any type, for quotes and lists. Pure."""

from typing import Any

REPLIES = ("button_reply", "list_reply", "nfm_reply")


def words(kind: str, content: Any) -> str:
    """Text body, caption, button text, reply title, order text or place name; "" when there are none."""
    if not isinstance(content, dict):
        return _names(content)
    if kind == "interactive":
        return _interactive(content)
    for key in ("body", "caption", "text", "name", "filename", "emoji"):
        if isinstance(found := content.get(key), str) and found:
            return found
    return ""


def _interactive(content: dict[str, Any]) -> str:
    for kind in REPLIES:
        if isinstance(reply := content.get(kind), dict):
            return str(reply.get("title") or reply.get("body") or "")
    body = content.get("body")
    return str(body.get("text", "")) if isinstance(body, dict) else ""


def _names(content: Any) -> str:
    people = content if isinstance(content, list) else []
    names = [person.get("name", {}).get("formatted_name", "") for person in people if isinstance(person, dict)]
    return ", ".join(name for name in names if isinstance(name, str))
