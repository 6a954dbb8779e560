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
    """The stretches in which people are there, as seconds since 1970.

    `shift` is what has to be added to a moment of a stretch, `ends` what there is at its end and until the next one.
    """

    opens: Numbers
    shift: Numbers
    ends: Numbers

    def until(self, moment: datetime) -> float:
        """How many seconds people have been there by then, since the first stretch."""
        at = moment.timestamp()
        place = bisect_right(self.opens, at) - 1
        return min(at + self.shift[place], self.ends[place]) if place >= 0 else 0.0

    def back(self, moment: datetime, seconds: float) -> datetime | None:
        """The latest moment from which on people have been there for so long; None when it lies too far back."""
        wanted = self.until(moment) - seconds
        place = bisect_right(self.ends, wanted)
        if wanted < 0 or place == len(self.ends):
            return None
        return datetime.fromtimestamp(wanted - self.shift[place], UTC)

    def until_column(self, moment: ColumnElement[Any]) -> ColumnElement[Any]:
        """The same as `until` for a column."""
        at = cast(extract("epoch", moment), Double)
        opens, shift, ends = map(_array, (self.opens, self.shift, self.ends))
        place = func.width_bucket(at, opens)
        return func.coalesce(func.least(at + shift[place], ends[place]), 0.0)


def _array(numbers: Numbers) -> Any:
    """In parentheses: without them PostgreSQL takes the type and the place after it for one."""
    return Grouping(literal(list(numbers), ARRAY(Double)))


def of(hours: Hours, since: datetime, until: datetime) -> OpenTime:
    """For moments from the one to the other."""
    stretches = sorted((begin.timestamp(), end.timestamp()) for begin, end in hours.between(since, until))
    ends = tuple(accumulate(end - begin for begin, end in stretches))
    shift = tuple(so_far - end for so_far, (_, end) in zip(ends, stretches, strict=True))
    return OpenTime(tuple(begin for begin, _ in stretches), shift, ends)


def minutes(start: Any, end: Any, times: OpenTime | None) -> ColumnElement[int]:
    """Whole minutes from one column's moment to the other's, in business hours where they are given."""
    seconds = times.until_column(end) - times.until_column(start) if times else extract("epoch", end - start)
    return func.greatest(func.floor(seconds / 60), 0)
