"""What tapping a button or a list row of the business's message sends. Pure."""

from typing import Any

Reply = tuple[str, dict[str, Any]]


def reply(kind: str, content: dict[str, Any], tapped: str, definition: list[dict[str, Any]]) -> Reply | None:
    """Type and content of the customer's message; None when there is nothing with that id.

    `definition`: the template's components, empty for other types.
    """
    if kind == "template":
        return _template_button(content, tapped, definition)
    if kind != "interactive":
        return None
    return _button(content, tapped) or _row(content, tapped)


def _button(content: dict[str, Any], tapped: str) -> Reply | None:
    for button in content.get("action", {}).get("buttons", []):
        choice = button.get("reply", {})
        if choice.get("id") == tapped:
            given = {"id": tapped, "title": choice.get("title", "")}
            return "interactive", {"type": "button_reply", "button_reply": given}
    return None


def _row(content: dict[str, Any], tapped: str) -> Reply | None:
    for section in content.get("action", {}).get("sections", []):
        for row in section.get("rows", []):
            if row.get("id") == tapped:
                given = {key: row[key] for key in ("id", "title", "description") if row.get(key)}
                return "interactive", {"type": "list_reply", "list_reply": given}
    return None


def _template_button(content: dict[str, Any], tapped: str, definition: list[dict[str, Any]]) -> Reply | None:
    for button in template_buttons(content, definition):
        if button["type"] == "QUICK_REPLY" and tapped in (button["payload"], button["text"]):
            return "button", {"payload": button["payload"], "text": button["text"]}
    return None


def template_buttons(content: dict[str, Any], definition: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The buttons under a template with the payloads that the business gave; without one it is the text."""
    buttons: list[dict[str, Any]] = next(
        (part.get("buttons", []) for part in definition if part.get("type") == "BUTTONS"), []
    )
    payloads = {
        str(part.get("index")): given["payload"]
        for part in content.get("components", [])
        if part.get("type") == "button"
        for given in part.get("parameters", [])
        if "payload" in given
    }
    return [
        {
            "type": str(button.get("type", "QUICK_REPLY")).upper(),
            "text": str(button.get("text", "")),
            "payload": str(payloads.get(str(place), button.get("text", ""))),
        }
        for place, button in enumerate(buttons)
    ]
