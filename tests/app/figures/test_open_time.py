"""Business hours between two moments, as reckoned for many rows at once, agree with the hours themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import DateTime, literal, select
from sqlalchemy.orm import Session, sessionmaker

from app.figures import open_time
from app.hours import Hours

HOURS = Hours.model_validate(
    {
        "monday": ["9:00-13:00", "14:00-18:00"],
        "tuesday": ["0:00-24:00"],
        "wednesday": ["0:00-3:00", "22:00-24:00"],
        "sunday": ["1:00-4:00"],  # the clocks change in it
        "region": "DE-BY",
        "exceptions": {"2026-10-20": []},
    }
)
SINCE, UNTIL = datetime(2026, 10, 12, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC)
TIMES = open_time.of(HOURS, SINCE, UNTIL)
moments = st.datetimes(SINCE.replace(tzinfo=None), UNTIL.replace(tzinfo=None)).map(lambda at: at.replace(tzinfo=UTC))


@given(moments, moments)
def test_it_says_what_the_hours_say(one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    assert TIMES.until(end) - TIMES.until(start) == pytest.approx(HOURS.open_seconds(start, end), abs=0.01)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(moments, moments), min_size=1, max_size=5))
def test_postgresql_reckons_the_same(sessions: sessionmaker[Session], spans: list[tuple[datetime, datetime]]) -> None:
    with sessions() as session:
        for one, other in spans:
            start, end = sorted((one, other))
            columns = (literal(moment, DateTime(timezone=True)) for moment in (start, end))
            found = session.scalar(select(open_time.minutes(*columns, TIMES)))
            whole = HOURS.open_seconds(start, end) / 60
            assert found in {int(whole - 0.001), int(whole + 0.001)}


@given(moments, st.floats(0, 40 * 3600))
def test_going_back_as_long_as_people_were_there(now: datetime, seconds: float) -> None:
    begun = TIMES.back(now, seconds)
    if begun is None:
        assert TIMES.until(now) < seconds
    else:
        assert TIMES.until(now) - TIMES.until(begun) == pytest.approx(seconds, abs=0.01)


def test_where_nobody_is_ever_there_nothing_is_waited() -> None:
    never = open_time.of(Hours(), SINCE, UNTIL)
    assert never.until(UNTIL) == 0
    assert never.back(UNTIL, 60) is None


def test_by_hand() -> None:
    monday = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)  # nine o'clock in Berlin
    assert TIMES.until(monday + timedelta(hours=6)) - TIMES.until(monday) == 5 * 3600  # without the lunch break
    assert TIMES.back(monday + timedelta(hours=5, minutes=30), 3600) == monday + timedelta(hours=3, minutes=30)
