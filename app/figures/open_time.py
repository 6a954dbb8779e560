"""Spans of time in business hours, reckoned by PostgreSQL for as many rows as there are.

The time in which people were there since a fixed beginning grows from stretch to stretch; a span is the difference
of two of its values. So a row costs two searches in a short list, whatever lies between its moments.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Double, cast, extract, func, literal
from sqlalchemy.sql.elements import Grouping

from app.hours import Hours

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class OpenTime:
    """The stretches in which people are there, as seconds since 1970; `before`: how long all earlier ones are."""

    opens: Numbers
    closes: Numbers
    before: Numbers

    def until(self, moment: datetime) -> float:
        """How many seconds people have been there by then, since the first stretch."""
        at = moment.timestamp()
        place = bisect_right(self.opens, at) - 1
        return self.before[place] + min(at, self.closes[place]) - self.opens[place] if place >= 0 else 0.0

    def back(self, moment: datetime, seconds: float) -> datetime | None:
        """The latest moment from which on people have been there for so long; None when it lies too far back."""
        wanted = self.until(moment) - seconds
        place = bisect_right(self.before, wanted) - 1
        if wanted < 0 or place < 0:
            return None
        return datetime.fromtimestamp(min(self.opens[place] + wanted - self.before[place], self.closes[place]), UTC)

    def until_column(self, moment: ColumnElement[Any]) -> ColumnElement[Any]:
        """The same as `until` for a column."""
        at = cast(extract("epoch", moment), Double)
        opens, closes, before = map(_array, (self.opens, self.closes, self.before))
        place = func.width_bucket(at, opens)
        return func.coalesce(before[place] + func.least(at, closes[place]) - opens[place], 0.0)


def _array(numbers: Numbers) -> Any:
    """In parentheses: without them PostgreSQL takes the type and the place after it for one."""
    return Grouping(literal(list(numbers), ARRAY(Double)))


def of(hours: Hours, since: datetime, until: datetime) -> OpenTime:
    """For moments from the one to the other."""
    stretches = sorted(hours.between(since, until))
    opens, closes = (tuple(stretch[end].timestamp() for stretch in stretches) for end in (0, 1))
    lengths = (close - opening for opening, close in zip(opens, closes, strict=True))
    return OpenTime(opens, closes, tuple(accumulate(lengths, initial=0.0))[: len(opens)])


def minutes(start: Any, end: Any, times: OpenTime | None) -> ColumnElement[int]:
    """Whole minutes from one column's moment to the other's, in business hours where they are given."""
    seconds = times.until_column(end) - times.until_column(start) if times else extract("epoch", end - start)
    return func.greatest(func.floor(seconds / 60), 0)
