"""Business hours as people type them into a form, and as the playbook's file has them. Pure."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.hours import Hours

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "public_holidays")
_CLOSED = frozenset({"", "-", "–", "geschlossen", "zu", "closed"})
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_UNTIL = re.compile(r"\s{0,9}(?:/|\bbis\b|\bto\b|–|\s-\s)\s*")


def spans(typed: str) -> list[str]:
    """`9:00-13:00, 14 - 18 Uhr` as the file has it; none for a closed day. What is wrong in it the playbook says."""
    if typed.strip().casefold() in _CLOSED:
        return []
    parts = re.split(r"[,;]|\bund\b|\band\b", typed.casefold().replace("uhr", ""))
    return [_span(part) for part in parts if part.strip()]


def _span(typed: str) -> str:
    return "-".join(piece.strip() for piece in re.split(r"\s{0,9}(?:-|–|\bbis\b|\bto\b)\s*", typed.strip()))


def exceptions(typed: str) -> dict[str, list[str]]:
    """A line each: `24.12.2026: 9:00-12:00`, `2026-12-27 bis 2026-12-31: geschlossen`."""
    found: dict[str, list[str]] = {}
    for line in filter(None, (line.strip() for line in typed.split("\n"))):
        days, _, times = line.partition(":")
        found["/".join(_day(day) for day in _UNTIL.split(days.strip()) if day)] = spans(times)
    return found


def _day(typed: str) -> str:
    """As ISO 8601 where it is a date; else as it was typed, for the playbook to say that it is none."""
    german = _GERMAN.fullmatch(typed.strip())
    if not german:
        return typed.strip()
    try:
        return date(int(german[3]), int(german[2]), int(german[1])).isoformat()
    except ValueError:
        return typed.strip()


def table(form: Mapping[str, str]) -> dict[str, Any]:
    """The file's table `[hours]` of a filled-in form."""
    given: dict[str, Any] = {"zone": form["zone"]}
    given |= {"region": form["region"]} if form["region"] else {}
    given |= {day: spans(form[day]) for day in DAYS}
    return given | {"exceptions": exceptions(form["exceptions"])}


def filled(hours: Hours | None) -> dict[str, str]:
    """The form's fields for these hours; for none, those of a usual week, as a beginning."""
    if hours is None:
        usual = dict.fromkeys(DAYS[:5], "9:00-17:00")
        return {**dict.fromkeys(DAYS, ""), **usual, "zone": "Europe/Berlin", "region": "", "exceptions": ""}
    days = {day: ", ".join(map(str, getattr(hours, day))) for day in DAYS}
    lines = [
        f"{_period(period.first, period.last)}: {', '.join(map(str, times)) or '–'}"
        for period, times in sorted(hours.exceptions.items(), key=lambda item: item[0].first)
    ]
    return {**days, "zone": str(hours.zone), "region": hours.region or "", "exceptions": "\n".join(lines)}


def _period(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} / {last.isoformat()}"
