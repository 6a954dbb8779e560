"""How a template looks on the phone."""

import json
import re
from sqlite3 import Connection
from typing import Any

from simulator.taps import template_buttons

PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def definition(connection: Connection, content: dict[str, Any]) -> list[dict[str, Any]]:
    """The components of the template that a message names, [] when it is not here."""
    language = content.get("language") or {}
    row = connection.execute(
        "SELECT components FROM templates WHERE name = ? AND language = ?", (content.get("name"), language.get("code"))
    ).fetchone()
    return list(json.loads(row[0])) if row else []


def shown(content: dict[str, Any], definition: list[dict[str, Any]]) -> dict[str, Any]:
    """Header, body and footer with their places filled, and the buttons. Without a definition: the parameters."""
    if not definition:
        return {"header": "", "body": _bare(content), "footer": "", "buttons": []}
    parts = {str(part.get("type", "")).lower(): str(part.get("text", "")) for part in definition}
    filled = {name: _fill(parts.get(name, ""), _parameters(content, name)) for name in ("header", "body", "footer")}
    return {**filled, "buttons": template_buttons(content, definition)}


def _parameters(content: dict[str, Any], name: str) -> dict[str, str]:
    """By place, "1" and so on, or by name for templates with named places."""
    given: dict[str, str] = {}
    for part in content.get("components", []):
        if str(part.get("type", "")).lower() == name:
            for place, parameter in enumerate(part.get("parameters", []), 1):
                given[str(parameter.get("parameter_name") or place)] = _value(parameter)
    return given


def _value(parameter: dict[str, Any]) -> str:
    if isinstance(inner := parameter.get(str(parameter.get("type"))), dict):
        return str(inner.get("fallback_value", ""))
    return str(parameter.get("text", ""))


def _fill(text: str, given: dict[str, str]) -> str:
    return PLACE.sub(lambda place: given.get(place[1], place[0]), text)


def _bare(content: dict[str, Any]) -> str:
    return " · ".join([str(content.get("name", "")), *_parameters(content, "body").values()])
