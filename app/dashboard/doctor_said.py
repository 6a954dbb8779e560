"""The doctor's findings in words: what is so, and, unless all is well, what to do. For the page and the command."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from app.dashboard import plain
from app.dashboard.translation import Translator
from app.doctor.finding import Finding
from app.doctor.meta import PREFIX

LONGEST = 200  # characters of a value; Meta names some


class Said(NamedTuple):
    what: str
    cure: str | None


def said(t: Translator, finding: Finding) -> Said:
    values = {name: _word(t, name, value) for name, value in finding.values.items()}
    if "cause" in finding.values:
        values["why"] = _why(t, finding)
    if finding.code.startswith(PREFIX):
        return _of_number(t, finding, values)
    about = f"{t('doctor.number', inbox=values['inbox'])} " if "inbox" in values else ""
    key = f"doctor.{finding.code}"
    cure = None if finding.level == "ok" else t(f"{key}.cure", **values)
    return Said(about + t(key, **values), cure)


def _why(t: Translator, finding: Finding) -> str:
    """Why a number cannot send, and what mends it, as the banner of each page says it."""
    cause, code = finding.values.get("cause"), finding.values.get("code")
    return t.cause(str(cause) if cause else None, code if isinstance(code, int) else None)


def _of_number(t: Translator, finding: Finding, values: Mapping[str, str]) -> Said:
    """As the page of the numbers says it."""
    named = {"number": "", "name": "", "moment": values.get("at", ""), **values}
    what = f"{t('doctor.number', inbox=values['inbox'])} {t(finding.code, **named)}"
    if finding.code in {f"{PREFIX}refused", f"{PREFIX}blocked"}:
        what = f"{what} {_why(t, finding)}"
    return Said(what, None if finding.level == "ok" else t(f"{finding.code}.cure"))


def _word(t: Translator, name: str, value: object) -> str:
    if isinstance(value, datetime):
        return t.exactly(value)
    if isinstance(value, timedelta):
        return t.span(value)
    if isinstance(value, float):
        return t.decimal(value)
    if isinstance(value, list):
        return ", ".join(_word(t, "kind", one) for one in value)
    if name == "kind":
        return t(f"doctor.kind.{value}")
    return plain.line(str(value), LONGEST)
