"""Agents are warned before the service window closes over somebody who waits, once for each window."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, closing
from app.tables import Event
from tests.lotse import Lotse
from tests.webhooks import text_message
from workers.minutely import Minutely

BEFORE = timedelta(hours=2)


@pytest.fixture
def asked(lotse: Lotse) -> Lotse:
    """A customer waits for people."""
    lotse.classify = None
    lotse.receive(text_message("hallo?"))
    lotse.triage()
    return lotse


@pytest.fixture
def later(setting: Callable[[str, str], None]) -> Callable[[float], None]:
    return lambda hours: setting("LOTSE_NOW_OFFSET", str(hours * 3600))


def warn(lotse: Lotse, before: timedelta = BEFORE) -> int:
    with lotse.sessions.begin() as session:
        return closing.warn(session, before, clock.now(session))


def warnings(lotse: Lotse) -> int:
    with lotse.sessions() as session:
        return len(session.scalars(select(Event).where(Event.kind == "window_closing")).all())


@pytest.mark.parametrize(("hours", "warned"), [(20, 0), (21.8, 0), (22, 1), (23.9, 1), (23.95, 0), (30, 0)])
def test_a_conversation_that_waits_is_warned_of_within_two_hours_of_the_end(
    asked: Lotse, later: Callable[[float], None], hours: float, warned: int
) -> None:
    later(hours)
    assert warn(asked) == warnings(asked) == warned


def test_there_is_one_warning_for_each_window(asked: Lotse, later: Callable[[float], None]) -> None:
    for hours in (22.5, 23):
        later(hours)
        warn(asked)
    assert warnings(asked) == 1

    asked.receive(text_message("noch da?", timestamp=str(int(time.time() + 23 * 3600))))
    asked.triage()
    warn(asked)
    assert warnings(asked) == 1
    later(45.5)
    warn(asked)
    assert warnings(asked) == 2


def test_who_was_answered_or_has_the_bot_needs_no_warning(asked: Lotse, later: Callable[[float], None]) -> None:
    later(23)
    asked.change(lambda session, found: setattr(found, "waiting_since", None))
    assert warn(asked) == 0


def test_no_warning_is_wanted_by_a_setting_of_zero(asked: Lotse, later: Callable[[float], None]) -> None:
    later(23)
    assert warn(asked, timedelta(0)) == 0


def test_the_warning_changes_nothing_but_the_timeline(asked: Lotse, later: Callable[[float], None]) -> None:
    before = asked.conversation()
    later(23)
    warn(asked)
    after = asked.conversation()
    same = ("owner", "priority", "reason", "waiting_since", "last_message_at")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]


def test_a_conversation_that_somebody_works_on_is_warned_of_the_next_minute(
    asked: Lotse, later: Callable[[float], None]
) -> None:
    later(23)
    with asked.sessions.begin() as session:
        session.connection().exec_driver_sql("SELECT 1 FROM conversations FOR UPDATE")
        assert warn(asked) == 0
    assert warn(asked) == 1


def test_the_clock_warns_each_minute(asked: Lotse, later: Callable[[float], None]) -> None:
    later(23)
    for _ in range(2):
        Minutely().once()
    assert warnings(asked) == 1
