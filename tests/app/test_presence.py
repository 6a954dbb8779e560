"""Who is there."""

from datetime import UTC, datetime, timedelta

import pytest

from app.playbook.rules import Handover, Rules
from app.presence import is_news, is_online

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
RULES = Rules(handover=Handover(offline_minutes=6))


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(("minutes", "online"), [(0, True), (5.9, True), (6, False), (600, False)])
def test_somebody_whose_page_was_heard_of_lately_is_there(minutes: float, online: bool) -> None:
    assert is_online(ago(minutes), NOW, RULES) is online


def test_nobody_is_there_who_was_never_heard_of_or_has_signed_out() -> None:
    assert not is_online(None, NOW, RULES)


def test_a_clock_that_was_put_back_keeps_nobody_there_for_ever() -> None:
    assert not is_online(ago(-60), NOW, RULES)
    assert is_news(ago(-60), NOW, RULES)


@pytest.mark.parametrize(("minutes", "news"), [(0, False), (1.9, False), (2, True), (9, True)])
def test_it_is_written_down_once_in_a_third_of_that_time(minutes: float, news: bool) -> None:
    assert is_news(ago(minutes), NOW, RULES) is news
    assert is_news(None, NOW, RULES)
