"""Opening times and dates as people write them in a file: "9:00-13:00", "2026-12-24/2026-12-31". Pure."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

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
    """Raises ValueError saying how it is to be written."""
    if not isinstance(written, str):
        return written
    found = _SPAN.fullmatch(written.strip())
    if not found:
        raise ValueError(f'"{written}" is no span of time; write it like "9:00-13:00"')
    opens, closes = (_minutes(written, hour, minute) for hour, minute in (found.group(1, 2), found.group(3, 4)))
    if opens >= closes:
        cure = 'a night is two spans: "22:00-24:00", and "0:00-2:00" on the next day'
        raise ValueError(f'"{written}" ends before it begins; {cure}')
    return Span(opens, closes)


def _minutes(written: str, hour: str, minute: str | None) -> int:
    minutes = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > DAY:
        raise ValueError(f'"{written}" has a time that no clock shows; the last one is 24:00')
    return minutes


def _in_order(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    ordered = tuple(sorted(spans))
    for one, other in pairwise(ordered):
        if other.opens < one.closes:
            raise ValueError(f"{one} and {other} overlap")
    return ordered


def _period(written: Any) -> Any:
    """One date, or the first and the last. Raises ValueError saying how it is to be written."""
    if not isinstance(written, str):
        return written
    first, _, last = written.partition("/")
    try:
        period = Period(date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip()))
    except ValueError:
        shown = '2026-12-24, or "2026-12-24/2026-12-31" for all days of a stretch'
        raise ValueError(f'"{written}" is no date; write it like {shown}') from None
    if not period.days > 0:
        raise ValueError(f'"{written}" ends before it begins')
    return period


def _narrowest_first(exceptions: dict[Period, tuple[Span, ...]]) -> dict[Period, tuple[Span, ...]]:
    """So that a day's own times win over those of the weeks that it lies in."""
    ordered = sorted(exceptions, key=lambda period: (period.days, period.first))
    for one, other in pairwise(ordered):
        if one.days == other.days and other.first in one:
            raise ValueError(f"two exceptions of the same length hold on {other.first}, so nobody knows which one wins")
    return {period: exceptions[period] for period in ordered}


def _shown(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


Spans = Annotated[tuple[Annotated[Span, BeforeValidator(_span)], ...], AfterValidator(_in_order)]
Exceptions = Annotated[dict[Annotated[Period, BeforeValidator(_period)], Spans], AfterValidator(_narrowest_first)]
