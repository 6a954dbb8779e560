"""When people are there: weekdays, breaks, public holidays and exceptions of a business. Pure."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app import public_holidays
from app.public_holidays import REGIONS
from app.remarks import RemarkError
from app.spans import Exceptions, Span, Spans

FAR = timedelta(days=60)  # beyond it nothing is said of the hours, ahead or back
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = FAR.days + 2  # those that such a stretch touches, whatever the zone

Stretch = tuple[datetime, datetime]  # in UTC; the end is outside


class Hours(BaseModel):
    """The table `[hours]` of the business's facts. Times are those of the clocks in `zone`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zone: ZoneInfo = ZoneInfo("Europe/Berlin")
    region: str | None = None  # whose public holidays hold; None: no holidays
    monday: Spans = ()
    tuesday: Spans = ()
    wednesday: Spans = ()
    thursday: Spans = ()
    friday: Spans = ()
    saturday: Spans = ()
    sunday: Spans = ()
    public_holidays: Spans = ()
    exceptions: Exceptions = Field(default_factory=dict)  # win over weekdays and public holidays

    @field_validator("region")
    @classmethod
    def _known(cls, region: str | None) -> str | None:
        if region is not None and region not in REGIONS:
            raise RemarkError("no_region_known", region=region, known=", ".join(REGIONS))
        return region

    def is_open(self, now: datetime) -> bool:
        """Whether people are there. All moments here are aware ones."""
        return any(begin <= now < end for begin, end in self._on(self._day(now)))

    def next_opening(self, now: datetime) -> datetime | None:
        """When they are there again, in UTC; while they are, when they come back after this time. None: not soon."""
        begins = (begin for begin, _ in self._stretches(self._day(now)) if begin > now)
        return _unless_far(next(begins, None), now)

    def closes(self, now: datetime) -> datetime | None:
        """The end of the time that they are there, in UTC. None when they are not there, or do not leave soon."""
        if not self.is_open(now):
            return None
        return _unless_far(next(end for _, end in self._stretches(self._day(now)) if end > now), now)

    def closed_since(self, now: datetime) -> datetime | None:
        """When the last ones left, in UTC: the same moment for all of a closed time. None while somebody is there.

        After more than FAR it is LONG_AGO.
        """
        if self.is_open(now):
            return None
        today = self._day(now)
        days = (today - timedelta(days=back) for back in range(_DAYS))
        ends = (end for day in days for _, end in reversed(self._on(day)) if end <= now)
        last = next(ends, LONG_AGO)
        return last if last >= now - FAR else LONG_AGO

    def open_seconds(self, start: datetime, end: datetime) -> float:
        """How much of a stretch lies inside the hours; 0 when it ends before it begins."""
        parts = self.between(start, end)
        return sum(max(0.0, (min(end, close) - max(start, opening)).total_seconds()) for opening, close in parts)

    def between(self, start: datetime, end: datetime) -> Iterator[Stretch]:
        """The stretches of all days from the first moment's to the last one's."""
        days = (self._day(end) - self._day(start)).days + 1
        return (part for number in range(days) for part in self._on(self._day(start) + timedelta(days=number)))

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _stretches(self, first: date) -> Iterator[Stretch]:
        """From that day on, in their order. Those that touch, at midnight too, are one; an empty one comes first."""
        begin = end = LONG_AGO
        for number in range(_DAYS):
            for opens, closes in self._on(first + timedelta(days=number)):
                if opens > end:
                    yield begin, end
                    begin = opens
                end = closes
        yield begin, end

    def _on(self, day: date) -> tuple[Stretch, ...]:
        return _moments(self.zone, day, self._spans(day))

    def _spans(self, day: date) -> tuple[Span, ...]:
        return self.on(day)[1]

    def on(self, day: date) -> tuple[Literal["exception", "holiday", "usual"], tuple[Span, ...]]:
        """What holds on a day, by the clocks on the wall, and by what."""
        for period, spans in self.exceptions.items():
            if day in period:
                return "exception", spans
        if public_holidays.holds(self.region, day):
            return "holiday", self.public_holidays
        week = (self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday)
        return "usual", week[day.weekday()]


def _unless_far(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment and moment - now <= FAR else None


@lru_cache(maxsize=1024)
def _moments(zone: ZoneInfo, day: date, spans: tuple[Span, ...]) -> tuple[Stretch, ...]:
    """Without those of which the clocks leave out all when they are put forward."""
    stretches = ((_moment(zone, day, span.opens), _moment(zone, day, span.closes)) for span in spans)
    return tuple((begin, end) for begin, end in stretches if begin < end)


def _moment(zone: ZoneInfo, day: date, minutes: int) -> datetime:
    """When the clocks of a zone show this time: the first of two moments, or that at which they jump over it."""
    wall = datetime.combine(day, time(), zone) + timedelta(minutes=minutes)
    moment = wall.astimezone(UTC)
    if moment.astimezone(zone) == wall:  # both of one zone, so what the clocks show is compared
        return moment
    before = wall.replace(fold=1).astimezone(UTC)
    offset = before.astimezone(zone).utcoffset()
    minutes_left_out = range((moment - before) // timedelta(minutes=1) + 1)
    jumped = bisect_left(
        minutes_left_out,
        True,
        key=lambda late: (before + timedelta(minutes=late)).astimezone(zone).utcoffset() != offset,
    )
    return before + timedelta(minutes=jumped)
