"""When people are there: weekdays, breaks, public holidays, exceptions, and the days on which the clocks change."""

import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app import public_holidays
from app.hours import FAR, LONG_AGO, Hours
from app.hours_said import closing, opening
from app.playbook.checking import check
from app.playbook.errors import PlaybookError
from app.playbook.reading import STARTER, read
from app.public_holidays import REGIONS
from tests.lotse import PLAYBOOK

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    """What a clock in Berlin shows, as a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def every_day(*spans: str, **more: Any) -> Hours:
    return Hours.model_validate({**dict.fromkeys(WEEK, spans), **more})


SHOP = Hours.model_validate(
    {
        **dict.fromkeys(WEEK[:5], ("9:00-13:00", "14:00-18:00")),
        "saturday": ["10-16"],
        "region": "DE-BY",
        "exceptions": {"2026-12-24": ["9:00-12:00"], "2026-12-28/2026-12-31": [], "2026-12-30": ["9:00-10:00"]},
    }
)


def test_people_are_there_from_the_first_minute_on_and_not_in_the_last() -> None:
    times = ("08:59", "09:00", "12:59", "13:00", "13:59", "14:00", "17:59", "18:00")
    assert [SHOP.is_open(at(f"2026-06-02T{time}")) for time in times] == [False, True, True, False] * 2


def test_a_break_ends_with_the_next_opening_of_the_same_day() -> None:
    now = at("2026-06-02T13:30")
    assert SHOP.next_opening(now) == at("2026-06-02T14:00")
    assert SHOP.closed_since(now) == at("2026-06-02T13:00")
    assert SHOP.closes(now) is None


def test_who_is_there_leaves_at_the_break() -> None:
    now = at("2026-06-02T09:00")
    assert SHOP.closes(now) == at("2026-06-02T13:00")
    assert SHOP.closed_since(now) is None
    assert SHOP.next_opening(now) == at("2026-06-02T14:00")


def test_a_weekend_is_one_closed_time_that_ends_on_monday() -> None:
    for now in ("2026-06-06T16:00", "2026-06-07T03:00", "2026-06-08T08:59"):
        assert SHOP.closed_since(at(now)) == at("2026-06-06T16:00")
        assert SHOP.next_opening(at(now)) == at("2026-06-08T09:00")


def test_nobody_comes_on_a_public_holiday() -> None:
    assert not SHOP.is_open(at("2026-06-04T10:00"))  # Corpus Christi
    assert SHOP.next_opening(at("2026-06-03T18:00")) == at("2026-06-05T09:00")


def test_a_business_may_have_hours_of_its_own_on_public_holidays() -> None:
    bakery = every_day("6-18", region="DE-BY", public_holidays=["8:00-11:00"])
    assert [bakery.is_open(at(f"2026-06-04T{time}")) for time in ("07:00", "09:00", "12:00")] == [False, True, False]


def test_an_exception_wins_over_a_public_holiday_and_over_the_weekday() -> None:
    hours = SHOP.model_copy(update={"exceptions": every_day(exceptions={"2026-06-04": ["10-12"]}).exceptions})
    assert hours.is_open(at("2026-06-04T10:00"))
    assert not hours.is_open(at("2026-06-04T12:00"))
    assert [SHOP.is_open(at(f"2026-12-24T{time}")) for time in ("11:59", "12:00", "15:00")] == [True, False, False]


def test_a_single_day_wins_over_the_stretch_that_it_lies_in() -> None:
    assert SHOP.next_opening(at("2026-12-28T09:30")) == at("2026-12-30T09:00")
    assert SHOP.next_opening(at("2026-12-30T10:00")) == at("2027-01-02T10:00")


def test_the_afternoons_before_christmas_and_new_year_are_no_public_holidays() -> None:
    assert not any(public_holidays.holds(region, date(2026, 12, 24)) for region in REGIONS)
    restored = [region for region in REGIONS if public_holidays.holds(region, date(2026, 12, 31))]
    assert restored == ["CH-GE"]  # keeps the day on which it became a republic again


@pytest.mark.parametrize(
    ("day", "what", "where", "not_where"),
    [
        ("2026-06-04", "Corpus Christi", "DE-BY DE-NW AT-9 CH-LU", "DE-BE DE-SN CH-ZH CH-BE"),
        ("2026-11-18", "day of repentance", "DE-SN", "DE-BY DE-BE AT-9"),
        ("2026-08-15", "Assumption", "DE-SL AT-5 CH-LU", "DE-BE DE-NW CH-ZH"),
        ("2026-10-31", "Reformation", "DE-SN DE-HH DE-BB", "DE-BY DE-BE AT-9"),
        ("2026-11-01", "All Saints", "DE-BW AT-1 CH-TI", "DE-BE CH-ZH"),
        ("2027-03-08", "women's day", "DE-BE DE-MV", "DE-BY DE-BB"),
        ("2026-09-20", "children's day", "DE-TH", "DE-SN"),
        ("2026-01-06", "Epiphany", "DE-BW DE-ST AT-9 CH-UR", "DE-BE CH-ZH"),
        ("2026-04-03", "Good Friday", "DE-BE CH-ZH CH-BE", "AT-9 CH-TI CH-VS"),
        ("2026-10-26", "Austria's day", "AT-1 AT-9", "DE-BY CH-ZH"),
        ("2026-12-08", "Immaculate Conception", "AT-9 CH-LU", "DE-BY CH-ZH"),
        ("2026-05-01", "1 May", "DE-BE AT-9 CH-ZH CH-BS", "CH-BE CH-LU"),
        ("2026-01-02", "Berchtold's day", "CH-BE CH-VD", "CH-ZH CH-SG DE-BE"),
        ("2026-08-01", "the Confederation's day", "CH-ZH CH-GE", "DE-BW AT-8"),
        ("2026-04-20", "Sechseläuten", "", "CH-ZH"),
        ("2026-09-12", "the Saturday before Knabenschiessen", "", "CH-ZH"),
        ("2026-09-14", "Knabenschiessen", "", "CH-ZH"),
        ("2026-08-08", "Augsburg's feast", "", "DE-BY"),
    ],
)
def test_public_holidays_are_those_of_the_region(day: str, what: str, where: str, not_where: str) -> None:
    moment = date.fromisoformat(day)
    assert [region for region in where.split() if not public_holidays.holds(region, moment)] == [], what
    assert [region for region in not_where.split() if public_holidays.holds(region, moment)] == [], what


def test_every_region_of_the_three_countries_has_its_holidays() -> None:
    from holidays import country_holidays

    for country in ("DE", "AT", "CH"):
        known = {part for part in country_holidays(country).subdivisions if len(part) <= 2}
        assert {f"{country}-{part}" for part in known} == {one for one in REGIONS if one.startswith(country)}
    for region in REGIONS:
        assert public_holidays.holds(region, date(2026, 12, 25))


def test_without_a_region_a_holiday_is_a_day_like_all_others() -> None:
    assert every_day("9-17").is_open(at("2026-12-25T10:00"))


def test_who_names_no_region_does_not_load_the_holidays_of_the_world() -> None:
    said = "from app.playbook.reading import STARTER, read; from app.hours import Hours; import sys;"
    said += "from datetime import UTC, datetime; read(STARTER, STARTER / 'business.example.toml');"
    said += "Hours(monday=()).next_opening(datetime(2026, 6, 1, tzinfo=UTC)); sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0


def test_spans_that_touch_at_midnight_are_one_night() -> None:
    bar = Hours.model_validate({"friday": ["20:00-24:00"], "saturday": ["0:00-3:00", "20:00-24:00"], "sunday": ["0-3"]})
    now = at("2026-06-05T23:30")
    assert bar.closes(now) == at("2026-06-06T03:00")
    assert bar.is_open(at("2026-06-06T00:00"))
    assert bar.next_opening(now) == at("2026-06-06T20:00")
    assert bar.closed_since(at("2026-06-07T12:00")) == at("2026-06-07T03:00")


def test_spans_that_touch_at_noon_are_one_day() -> None:
    assert every_day("9-13", "13-18").closes(at("2026-06-05T10:00")) == at("2026-06-05T18:00")


def test_who_is_always_there_never_leaves() -> None:
    always = every_day("0:00-24:00")
    now = at("2026-06-05T10:00")
    assert always.is_open(now)
    assert (always.closes(now), always.next_opening(now), always.closed_since(now)) == (None, None, None)


def test_who_is_never_there_has_been_away_since_long_ago() -> None:
    never = Hours()
    for now in (at("2026-06-05T10:00"), at("2026-06-06T10:00")):
        assert (never.is_open(now), never.next_opening(now), never.closed_since(now)) == (False, None, LONG_AGO)


def test_an_opening_that_is_too_far_away_is_not_named() -> None:
    hours = every_day("9-17", exceptions={"2026-06-01/2026-08-31": []})
    assert hours.next_opening(at("2026-06-15T10:00")) is None
    assert hours.next_opening(at("2026-07-15T10:00")) == at("2026-09-01T09:00")


def test_waiting_counts_only_while_people_are_there() -> None:
    over_the_weekend = SHOP.open_seconds(at("2026-06-05T17:00"), at("2026-06-08T09:30"))
    assert over_the_weekend == (1 + 6 + 0.5) * 3600
    assert SHOP.open_seconds(at("2026-06-05T12:30"), at("2026-06-05T14:15")) == 45 * 60
    assert SHOP.open_seconds(at("2026-06-05T19:00"), at("2026-06-05T23:00")) == 0
    assert SHOP.open_seconds(at("2026-06-05T15:00"), at("2026-06-05T10:00")) == 0


def test_nine_o_clock_is_nine_o_clock_also_after_the_clocks_changed() -> None:
    assert SHOP.next_opening(at("2026-03-28T16:00")) == datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert SHOP.next_opening(at("2026-10-24T16:00")) == datetime(2026, 10, 26, 8, tzinfo=UTC)


def test_a_night_is_an_hour_shorter_in_march_and_longer_in_october() -> None:
    night = every_day("0:00-6:00")
    assert night.open_seconds(at("2026-03-29T00:00"), at("2026-03-30T00:00")) == 5 * 3600
    assert night.open_seconds(at("2026-10-25T00:00"), at("2026-10-26T00:00")) == 7 * 3600


def test_the_hour_that_march_leaves_out_opens_nothing() -> None:
    hours = every_day("2:00-3:00")
    before = at("2026-03-28T03:00")
    assert hours.next_opening(before) == at("2026-03-30T02:00")
    assert hours.closed_since(at("2026-03-29T12:00")) == before


def test_a_span_that_begins_or_ends_in_the_hour_left_out_does_so_when_the_clocks_jump() -> None:
    jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert every_day("2:30-4:00").next_opening(at("2026-03-29T00:00")) == jump
    assert every_day("1:00-2:30").closes(at("2026-03-29T01:10")) == jump


def test_the_hour_that_october_has_twice_is_two_hours_and_opens_once() -> None:
    hours = every_day("2:00-3:00")
    first = datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert hours.next_opening(at("2026-10-25T00:00")) == first
    assert hours.closes(first) == first + timedelta(hours=2)
    assert every_day("2:15-2:45").open_seconds(first, first + timedelta(hours=2)) == 30 * 60


def test_times_are_those_of_the_business_s_own_zone() -> None:
    hours = every_day("9-17", zone="Europe/London")
    assert hours.next_opening(at("2026-06-05T08:00")) == at("2026-06-05T09:00", ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"region": "DE-XX"}, "known are DE-BB, DE-BE"),
        ({"region": "Bayern"}, "ISO 3166-2"),
        ({"zone": "Europe/Nowhere"}, "invalid timezone"),
        ({"monday": ["from nine"]}, 'write it like "9:00-13:00"'),
        ({"monday": ["18:00-2:00"]}, "ends before it begins"),
        ({"monday": ["9:00-9:00"]}, "ends before it begins"),
        ({"monday": ["9:00-24:30"]}, "no clock shows"),
        ({"monday": ["9:75-10:00"]}, "no clock shows"),
        ({"monday": ["14:00-18:00", "9:00-14:30"]}, "9:00-14:30 and 14:00-18:00 overlap"),
        ({"exceptions": {"24.12.2026": []}}, "is no date"),
        ({"exceptions": {"2026-12-31/2026-12-24": []}}, "ends before it begins"),
        ({"exceptions": {"2026-12-01/2026-12-07": [], "2026-12-07/2026-12-13": ["9-10"]}}, "nobody knows which"),
        ({"mondays": []}, "Extra inputs"),
    ],
)
def test_hours_that_nobody_could_keep_are_refused(table: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Hours.model_validate(table)


def test_a_mistake_in_the_hours_is_named_with_its_file_and_day(tmp_path: Path) -> None:
    facts = tmp_path / "shop.toml"
    facts.write_text('[address]\nfr = "ici"\n[hours]\nfriday = ["9-8"]\n[hours.exceptions]\n"1.5." = []\n', "utf-8")
    with pytest.raises(PlaybookError) as refused:
        read(STARTER, facts)
    for place in ("shop.toml hours.friday.0:", "shop.toml hours.exceptions.1.5.:", "shop.toml address.fr:"):
        assert place in str(refused.value)


def test_hours_are_no_fact_for_answers_and_may_be_left_out(tmp_path: Path) -> None:
    facts = tmp_path / "business.toml"
    shutil.copyfile(STARTER / "business.example.toml", facts)
    assert "hours" not in read(STARTER, facts).business
    facts.write_text('[address]\nde = "Hier"\nen = "Here"\n', "utf-8")
    assert read(STARTER, facts).hours is None


def test_the_demonstration_shop_s_hours_say_what_its_answer_says() -> None:
    hours = PLAYBOOK.hours
    assert hours is not None
    assert "Montag bis Freitag 9 bis 18 Uhr, Samstag 10 bis 16 Uhr" in PLAYBOOK.business["opening_hours"]["de"]
    times = [hours.closes(at(f"2026-06-{day:02}T12:00")) for day in range(1, 8)]
    assert times == [*(at(f"2026-06-{day:02}T18:00") for day in range(1, 6)), at("2026-06-06T16:00"), None]
    assert [hours.next_opening(at(f"2026-06-{day:02}T00:00")) for day in (5, 6)] == [
        at("2026-06-05T09:00"),
        at("2026-06-06T10:00"),
    ]
    assert hours.region == "DE-BE"


def test_missing_hours_and_a_missing_region_are_noticed() -> None:
    small = PLAYBOOK.model_copy(update={"intents": {}})
    before = check(small)
    for changed, said in ((None, "[hours] is missing"), (every_day("9-17"), "no region")):
        (finding,) = [one for one in check(small.model_copy(update={"hours": changed})) if one not in before]
        assert (finding.grave, finding.where) == (False, "business.toml")
        assert said in finding.what


NOW = "2026-12-23T10:00"  # a Wednesday


@pytest.mark.parametrize(
    ("moment", "german", "english"),
    [
        ("2026-12-23T14:00", "heute um 14 Uhr", "today at 2 pm"),
        ("2026-12-23T12:00", "heute um 12 Uhr", "today at 12 noon"),
        ("2026-12-24T09:00", "morgen um 9 Uhr", "tomorrow at 9 am"),
        ("2026-12-24T00:30", "morgen um 0:30 Uhr", "tomorrow at 12:30 am"),
        ("2026-12-28T09:30", "am Montag um 9:30 Uhr", "on Monday at 9:30 am"),
        ("2026-12-29T09:05", "am Dienstag um 9:05 Uhr", "on Tuesday at 9:05 am"),
        ("2026-12-30T09:00", "am Mittwoch, 30. Dezember, um 9 Uhr", "on Wednesday, 30 December, at 9 am"),
        ("2027-01-04T09:30", "am Montag, 4. Januar, um 9:30 Uhr", "on Monday, 4 January, at 9:30 am"),
    ],
)
def test_an_opening_is_said_as_people_say_it(moment: str, german: str, english: str) -> None:
    said = [opening(at(moment), at(NOW), BERLIN, language) for language in ("de", "en")]
    assert said == [german, english]


@pytest.mark.parametrize(
    ("moment", "german", "english"),
    [
        ("2026-12-23T18:00", "heute bis 18 Uhr", "until 6 pm today"),
        ("2026-12-23T16:30", "heute bis 16:30 Uhr", "until 4:30 pm today"),
        ("2026-12-24T00:00", "heute bis 24 Uhr", "until midnight today"),
        ("2026-12-24T02:00", "bis morgen um 2 Uhr", "until 2 am tomorrow"),
        ("2026-12-26T00:00", "bis Freitag um 24 Uhr", "until midnight on Friday"),
        ("2027-01-02T16:00", "bis Samstag, 2. Januar, um 16 Uhr", "until 4 pm on Saturday, 2 January"),
    ],
)
def test_a_closing_is_said_as_people_say_it(moment: str, german: str, english: str) -> None:
    said = [closing(at(moment), at(NOW), BERLIN, language) for language in ("de", "en")]
    assert said == [german, english]


def test_today_is_the_day_of_the_business_s_clocks() -> None:
    now = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # half past midnight on Tuesday in Berlin
    assert opening(at("2026-06-02T09:00"), now, BERLIN, "de") == "heute um 9 Uhr"


@st.composite
def some_spans(draw: st.DrawFn) -> list[str]:
    minutes = draw(st.lists(st.integers(0, 96).map(lambda quarter: quarter * 15), unique=True, max_size=6))
    times = [f"{minute // 60}:{minute % 60:02}" for minute in sorted(minutes)]
    return [f"{begin}-{end}" for begin, end in zip(times[::2], times[1::2], strict=False)]


@st.composite
def some_hours(draw: st.DrawFn) -> Hours:
    zones = ("Europe/Berlin", "Europe/London", "Australia/Lord_Howe", "America/New_York", "Asia/Kolkata", "UTC")
    days = draw(st.dictionaries(st.dates(date(2026, 3, 20), date(2026, 4, 10)), some_spans(), max_size=4))
    table = {day: draw(some_spans()) for day in (*WEEK, "public_holidays")}
    more = {
        "zone": draw(st.sampled_from(zones)),
        "region": draw(st.sampled_from((None, "DE-BY", "AT-9", "CH-ZH"))),
        "exceptions": {f"{day}": spans for day, spans in days.items()},
    }
    return Hours.model_validate(table | more)


MOMENTS = st.one_of(
    st.datetimes(datetime(2026, 3, 26), datetime(2026, 4, 8), timezones=st.just(UTC)),
    st.datetimes(datetime(2026, 10, 22), datetime(2026, 11, 3), timezones=st.just(UTC)),
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
)


@settings(deadline=None)
@given(some_hours(), MOMENTS, st.floats(0, 1))
@example(every_day("2:00-3:00"), at("2026-03-29T00:00"), 0.5)
@example(every_day("0:00-24:00"), at("2026-10-25T02:30"), 0.5)
def test_for_any_hours_and_moment_open_and_closed_fit_together(hours: Hours, now: datetime, share: float) -> None:
    since, closes, comes = hours.closed_since(now), hours.closes(now), hours.next_opening(now)
    assert hours.is_open(now) == (since is None)
    if since is None:
        assert closes is None or (now < closes <= now + FAR and not hours.is_open(closes))
        end = closes or now + FAR
        assert hours.open_seconds(now, end) == pytest.approx((end - now).total_seconds())
        assert hours.closed_since(end) == closes
    else:
        assert closes is None
        assert comes is None or (now < comes <= now + FAR and hours.is_open(comes))
        until = comes or now + FAR
        assert hours.open_seconds(max(since, now - FAR), until) == 0
        between = now + (until - now) * share
        assert between == until or hours.closed_since(between) in (since, LONG_AGO)


@settings(deadline=None)
@given(some_hours(), st.datetimes(datetime(2026, 4, 15), datetime(2026, 9, 15), timezones=st.just(UTC)))
def test_on_days_without_a_change_of_the_clocks_it_is_what_the_clock_on_the_wall_shows(
    hours: Hours, now: datetime
) -> None:
    local = now.astimezone(hours.zone)
    holiday = public_holidays.holds(hours.region, local.date())
    spans = hours.public_holidays if holiday else getattr(hours, WEEK[local.weekday()])
    shown = local.hour * 60 + local.minute
    assert hours.is_open(now) == any(span.opens <= shown < span.closes for span in spans)
