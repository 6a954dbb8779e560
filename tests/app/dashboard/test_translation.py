"""Dates, times and spans in the reader's language, by the clocks of Berlin."""

from datetime import UTC, datetime, timedelta

import pytest

from app.dashboard.translation import translator

NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 00:30 on the 24th in Berlin
DE, EN = translator("de"), translator("en")


def test_dates_are_german_and_english() -> None:
    assert DE.date(NOW - timedelta(days=7)) == "17.11.2026"
    assert EN.date(NOW - timedelta(days=7)) == "17 Nov 2026"
    assert DE.day(NOW - timedelta(days=7), NOW) == "Dienstag, 17.11.2026"
    assert EN.day(NOW - timedelta(days=7), NOW) == "Tuesday, 17 Nov 2026"


def test_today_is_today_in_berlin() -> None:
    assert DE.day(NOW, NOW) == "Heute"
    assert DE.day(NOW - timedelta(hours=1), NOW) == "Gestern"
    assert EN.day(NOW - timedelta(hours=1), NOW) == "Yesterday"


def test_a_moment_is_as_short_as_it_is_clear() -> None:
    assert DE.moment(NOW, NOW) == "00:30"
    assert DE.moment(NOW - timedelta(hours=1), NOW) == "Gestern"
    assert DE.moment(NOW - timedelta(days=3), NOW) == "21.11.2026"


@pytest.mark.parametrize(
    ("minutes", "german", "english"),
    [
        (-3, "unter 1 Min.", "under 1 min"),
        (0.5, "unter 1 Min.", "under 1 min"),
        (59, "59 Min.", "59 min"),
        (60, "1 Std.", "1 h"),
        (125, "2 Std. 5 Min.", "2 h 5 min"),
        (14 * 60 + 5, "14 Std.", "14 h"),
        (24 * 60, "1 Tag", "1 day"),
        (50 * 60, "2 Tage", "2 days"),
    ],
)
def test_spans_of_time_are_no_finer_than_they_matter(minutes: float, german: str, english: str) -> None:
    assert DE.span(timedelta(minutes=minutes)) == german
    assert EN.span(timedelta(minutes=minutes)) == english


def test_a_code_without_a_text_is_shown_as_it_is() -> None:
    assert DE.coded("reason", "brand_new") == "Anderer Grund (brand_new)"


def test_a_count_says_when_it_went_no_further() -> None:
    assert DE.number(999, 1000) == "999"
    assert DE.number(1000, 1000) == "999+"


def test_shares_are_written_as_the_language_does() -> None:
    assert DE.percent(0.62) == "62\xa0%"
    assert EN.percent(0.62) == "62%"


def test_what_is_proven_never_reads_as_the_target_that_it_misses() -> None:
    assert DE.proven(0.94996) == "94,9\xa0%"
    assert EN.proven(0.95) == "95.0%"
