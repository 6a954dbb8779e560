"""Opening times and dates as people write them in a file: "9:00-13:00", "2026-12-24/2026-12-31". Pure."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from app.remarks import RemarkError

DAY = 24 * 60
_TIME = r"(\d{1,2})(?::(\d{2}))?"
_SPAN = re.compile(rf"{_TIME} ?[-–] ?{_TIME}")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one time of a day to another, in minutes after midnight by the clock on the wall; `closes` is outside."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{_shown(self.opens)}-{_shown(self.closes)}"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1


def _span(written: Any) -> Any:
    """Raises RemarkError saying how it is to be written."""
    if isinstance(written, Span) or (isinstance(written, dict) and written.keys() == {"opens", "closes"}):
        return written  # as it is read, or as a model is dumped
    found = _SPAN.fullmatch(written.strip()) if isinstance(written, str) else None
    if not found:
        raise RemarkError("no_span", written=str(written))
    opens, closes = (_minutes(written, hour, minute) for hour, minute in (found.group(1, 2), found.group(3, 4)))
    if opens >= closes:
        raise RemarkError("span_backwards", written=written)
    return Span(opens, closes)


def _minutes(written: str, hour: str, minute: str | None) -> int:
    minutes = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > DAY:
        raise RemarkError("no_time", written=written)
    return minutes


def _in_order(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    ordered = tuple(sorted(spans))
    for one, other in pairwise(ordered):
        if other.opens < one.closes:
            raise RemarkError("overlap", one=str(one), other=str(other))
    return ordered


def _period(written: Any) -> Any:
    """One date, or the first and the last. Raises RemarkError saying how it is to be written."""
    if not isinstance(written, str):
        return written
    first, _, last = written.partition("/")
    try:
        period = Period(date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip()))
    except ValueError:
        raise RemarkError("no_date", written=written) from None
    if not period.days > 0:
        raise RemarkError("backwards", written=written)
    return period


def _narrowest_first(exceptions: dict[Period, tuple[Span, ...]]) -> dict[Period, tuple[Span, ...]]:
    """So that a day's own times win over those of the weeks that it lies in."""
    ordered = sorted(exceptions, key=lambda period: (period.days, period.first))
    for one, other in pairwise(ordered):
        if one.days == other.days and other.first in one:
            raise RemarkError("two_exceptions", day=str(other.first))
    return {period: exceptions[period] for period in ordered}


def _shown(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


Spans = Annotated[tuple[Annotated[Span, BeforeValidator(_span)], ...], AfterValidator(_in_order)]
Exceptions = Annotated[dict[Annotated[Period, BeforeValidator(_period)], Spans], AfterValidator(_narrowest_first)]
