"""What Meta's answers mean. Pure. `answer` is the decoded JSON, None when there was none."""

import re
from collections.abc import Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from app.whatsapp.codes import treatment
from app.whatsapp.errors import Health, InDoubt, NotSent, NumberFacts, Refused, Result, Sent, Stopped, Uploaded, refusal
from app.whatsapp.lenient import number, obj, objs, word

Answered = TypeVar("Answered", Result, Uploaded | NotSent | Refused | Stopped)

# Meta's explanations repeat what was sent: a number or a token there must not get into logs and pages.
_PRIVATE = re.compile(r"\+?\d{7,}|\b[A-Za-z0-9_-]{40,}\b")


def named_pause(http_status: int, headers: Mapping[str, str]) -> float | None:
    """The seconds for which an answer asks to be left alone: Retry-After, a number or a date (by the answer's own)."""
    said = headers.get("Retry-After", "").strip()
    if http_status not in {429, 503} or not said:
        return None
    if re.fullmatch(r"[0-9]{1,9}", said):
        return float(said)
    try:
        pause = parsedate_to_datetime(said) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return max(pause.total_seconds(), 0.0)


def read_answer(http_status: int, answer: Any, named: float | None = None) -> Result:
    """Of a request to send; `named` is the pause that it asks for."""
    return _with_pause(_meaning(http_status, answer), named)


def _with_pause(result: Answered, named: float | None) -> Answered:
    """A pause that Meta names holds for the whole number, unless it was about one customer."""
    match result:
        case NotSent(scope=scope) if named:
            return replace(result, named=named, scope=scope if scope == "pair" else "number")
        case InDoubt() if named:
            return replace(result, named=named)
        case _:
            return result


def _meaning(http_status: int, answer: Any) -> Result:
    refused = _error(answer)
    if refused is not None:
        return refused
    if http_status == 429:
        return NotSent(None, "Meta answered 429, too many requests", "number")
    if http_status == 401:
        return Stopped(190, "Meta answered 401 without a reason", "token")
    if 400 <= http_status < 500 and http_status != 408:
        return Refused(None, f"Meta answered {http_status} without a reason")
    first = next(iter(objs(obj(answer).get("messages"))), {})
    wamid = first.get("id") if http_status == 200 else None
    if isinstance(wamid, str) and 0 < len(wamid) <= 255:
        return Sent(wamid)
    return InDoubt(f"Meta answered {http_status} without saying whether it was sent")


def read_upload(http_status: int, answer: Any, named: float | None = None) -> Uploaded | NotSent | Refused | Stopped:
    return _with_pause(_meaning_of_upload(http_status, answer), named)


def _meaning_of_upload(http_status: int, answer: Any) -> Uploaded | NotSent | Refused | Stopped:
    refused = _error(answer)
    if refused is not None:
        return refused
    found = word(obj(answer), "id", 255)
    if http_status == 200 and found:
        return Uploaded(found)
    if 400 <= http_status < 500 and http_status not in {408, 429}:
        return Refused(None, f"Meta answered {http_status} to the upload")
    return NotSent(None, f"Meta answered {http_status} to the upload")


def read_health(http_status: int, answer: Any) -> Health:
    """Meta names what blocks a number; an answer without that says at least that the token is right."""
    refused = _error(answer)
    if isinstance(refused, Stopped):
        return Health(False, refused.code, refused.why)
    if http_status != 200 or refused is not None:
        return Health(None, None, f"Meta answered {http_status}")
    health = obj(obj(answer).get("health_status"))
    if word(health, "can_send_message", 32) != "BLOCKED":
        return Health(True)
    errors = [error for entity in objs(health.get("entities")) for error in objs(entity.get("errors"))]
    first = next(iter(errors), {})
    code = number(first, "error_code")
    return Health(
        False, int(code) if code is not None else None, _without_private(word(first, "error_description", 500))
    )


def read_number(http_status: int, answer: Any) -> NumberFacts:
    """Of a question after a number: its names, its quality and whether it may send."""
    refused = _error(answer)
    if isinstance(refused, Stopped):
        return NumberFacts("refused", refused.code, refused.cause)
    if http_status != 200:
        return NumberFacts("unknown" if isinstance(refused, Refused) else "odd", refused.code if refused else None)
    told, health = obj(answer), read_health(http_status, answer)
    return NumberFacts(
        code=health.code,
        cause=treatment(health.code).cause if health.code is not None else None,
        display_number=word(told, "display_phone_number", 64),
        name=word(told, "verified_name", 80),
        quality=word(told, "quality_rating", 16),
        can_send=health.can_send,
    )


def _error(answer: Any) -> NotSent | Refused | Stopped | None:
    error = obj(obj(answer).get("error"))
    found = number(error, "code")
    if found is None or abs(found) >= 2**31:
        return None
    data = error.get("error_data")
    details = data if isinstance(data, str) else word(obj(data), "details", 500)
    title = word(error, "message", 500)
    why = _without_private(": ".join(dict.fromkeys(filter(None, (title, details))))[:500])
    return refusal(int(found), why, error.get("is_transient") is True)


def _without_private(text: str | None) -> str:
    return _PRIVATE.sub("…", text or "")
