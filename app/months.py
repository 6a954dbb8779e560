"""The business's months: when they begin and end, and how much of one is over."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from app import clock


class Month(NamedTuple):
    year: int
    number: int

    @property
    def name(self) -> str:
        """Such as 2026-11."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def before(self) -> "Month":
        return _of_day(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        return _of_day(self.first + timedelta(days=31))

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.after.first - self.first).days)]

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time.min, clock.ZONE)

    @property
    def ends(self) -> datetime:
        return self.after.begins

    def over(self, now: datetime) -> float:
        """The share of it that is over: 0 before it began, 1 once it has ended."""
        began, ends = self.begins.timestamp(), self.ends.timestamp()  # a month may have an hour more or less
        return min(max((now.timestamp() - began) / (ends - began), 0.0), 1.0)


def of(moment: datetime) -> Month:
    """The month that a moment lies in."""
    return _of_day(moment.astimezone(clock.ZONE).date())


def _of_day(day: date) -> Month:
    return Month(day.year, day.month)
