"""What a JSON answer says in the playbook's fields. Pure. Whatever stands there is a stranger's text."""

import json
import re
from collections.abc import Mapping
from typing import Any

from app.lookups.enquiry import OwnSystemError

LONGEST = 300  # characters of a value
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+|\s+")


def read(body: bytes) -> dict[str, Any]:
    """The object that these bytes are. Raises OwnSystemError for anything else."""
    try:
        found = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise OwnSystemError("not_json") from None
    if not isinstance(found, dict):
        raise OwnSystemError("not_json")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def values(answer: Any, fields: Mapping[str, str]) -> dict[str, str]:
    """By the fields' names. Raises OwnSystemError naming the first that is not there, or is no text, number or bool."""
    found = {}
    for name, path in fields.items():
        text = _text(_at(answer, path))
        if not text:
            raise OwnSystemError(f"missing {name}")
        found[name] = text
    return found


def _at(answer: Any, path: str) -> Any:
    """What stands at `order.items.0.status`; None where there is nothing."""
    for step in path.split("."):
        if isinstance(answer, dict):
            answer = answer.get(step)
        elif isinstance(answer, list) and step.isascii() and step.isdigit() and int(step) < len(answer):
            answer = answer[int(step)]
        else:
            return None
    return answer


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        return ""
    whole = str(value).encode("utf-8", "replace").decode()  # JSON can hold halves of signs, PostgreSQL cannot
    return _CONTROLS.sub(" ", whole).strip()[:LONGEST].rstrip()
