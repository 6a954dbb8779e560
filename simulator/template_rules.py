"""Whether a template may be sent, and whether what it is filled with fits. Pure."""

import re
from typing import Any

from simulator.graph_errors import GraphError
from simulator.templates_store import Template

PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
MOST = {"body": 1024, "header": 60}
STATES = {"PAUSED": 132015, "DISABLED": 132016}
FILES = ("image", "video", "document", "location")
# Meta refuses line breaks, tabs and long gaps inside a parameter.
UNFIT = re.compile(r"[\n\t]| {5}")

Json = dict[str, Any]


def check(template: Template | None, sent: Json) -> None:
    """`sent`: the message's object "template". Raises GraphError."""
    named = f"{sent['name']} in {sent['language']['code']}"
    if template is None or template.status not in ("APPROVED", *STATES):
        raise GraphError(132001, f"Template {named} does not exist or is not approved.")
    if template.status in STATES:
        raise GraphError(STATES[template.status], f"Template {named} is {template.status.lower()}.")
    for kind in ("header", "body"):
        _check_text(kind, _definition(template, kind), _given(sent, kind))
    _check_buttons(_definition(template, "buttons").get("buttons", []), sent)


def _check_text(kind: str, definition: Json, given: list[Json]) -> None:
    media = str(definition.get("format", "TEXT")).lower()
    if media in FILES:
        _check_file(kind, media, given)
        return
    text = str(definition.get("text", ""))
    places = list(dict.fromkeys(PLACE.findall(text)))
    _check_count(kind, len(places), len(given))
    values = {name: _text(kind, parameter) for name, parameter in _by_place(kind, places, given).items()}
    filled = PLACE.sub(lambda place: values.get(place[1], ""), text)
    if len(filled) > MOST[kind]:
        raise GraphError(132005, f"{kind}: the text is {len(filled)} characters long, {MOST[kind]} are the most.")


def _check_file(kind: str, media: str, given: list[Json]) -> None:
    _check_count(kind, 1, len(given))
    if given[0]["type"] != media or not given[0].get(media):
        raise GraphError(132012, f"{kind}: the parameter must be of type {media}.")


def _by_place(kind: str, places: list[str], given: list[Json]) -> dict[str, Json]:
    if all(place.isdigit() for place in places):
        return dict(zip(sorted(places, key=int), given, strict=True))
    named = {str(parameter.get("parameter_name")): parameter for parameter in given}
    if set(named) != set(places):
        raise GraphError(132012, f"{kind}: the parameters must be named {', '.join(places)}.")
    return named


def _text(kind: str, parameter: Json) -> str:
    if parameter["type"] in ("currency", "date_time"):
        return str((parameter.get(parameter["type"]) or {}).get("fallback_value", ""))
    if parameter["type"] != "text":
        raise GraphError(132012, f"{kind}: a parameter of type {parameter['type']} does not fit, text is expected.")
    text = str(parameter.get("text") or "")
    if not text.strip():
        raise GraphError(131008, f"{kind}: a parameter has no text.")
    if UNFIT.search(text):
        raise GraphError(132018, f"{kind}: a parameter holds a line break, a tab or more than four spaces in a row.")
    return text


def _check_buttons(buttons: list[Json], sent: Json) -> None:
    filled: dict[int, Json] = {}
    for part in sent.get("components", []):
        if part["type"] == "button":
            filled[_index(part, len(buttons))] = part
    for place, button in enumerate(buttons):
        _check_button(place, button, filled.get(place))


def _index(part: Json, count: int) -> int:
    index = part.get("index")
    if not isinstance(index, int) or part.get("sub_type") is None:
        raise GraphError(131008, "A button component needs sub_type and index.")
    if index >= count:
        raise GraphError(132000, f"buttons: there is no button {index}.")
    return index


def _check_button(place: int, button: Json, part: Json | None) -> None:
    kind = str(button.get("type", "")).lower()
    if part and part["sub_type"] != kind:
        raise GraphError(132012, f"buttons: button {place} is of type {kind}.")
    given = part.get("parameters", []) if part else []
    if kind == "url":
        _check_count(f"button {place}", len(PLACE.findall(str(button.get("url", "")))), len(given))
    if kind == "copy_code":
        _check_count(f"button {place}", 1, len(given))
    fits = {"url": "text", "quick_reply": "payload", "copy_code": "coupon_code"}.get(kind)
    if any(parameter["type"] != fits or not parameter.get(str(fits)) for parameter in given):
        raise GraphError(132012, f"buttons: button {place} takes a parameter of type {fits}.")


def _check_count(what: str, wanted: int, given: int) -> None:
    if wanted != given:
        raise GraphError(
            132000, f"{what}: number of localizable_params ({given}) does not match the expected number ({wanted})"
        )


def _definition(template: Template, kind: str) -> Json:
    return next((part for part in template.components if str(part.get("type", "")).lower() == kind), {})


def _given(sent: Json, kind: str) -> list[Json]:
    return [one for part in sent.get("components", []) if part["type"] == kind for one in part.get("parameters", [])]
