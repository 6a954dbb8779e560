"""What a person may do with a conversation, and how long replies are possible."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.dashboard.offers import closing, offers, window
from app.dashboard.rows import Listed
from app.dashboard.thread import Head

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ME, OTHER = 1, 2
WARNED = timedelta(hours=2)


def head(owner: str, assignee_id: int | None = None, **values: Any) -> Head:
    nothing = dict.fromkeys(Head.__slots__)
    recently = NOW - timedelta(hours=1)
    return Head(**{**nothing, "owner": owner, "assignee_id": assignee_id, "last_customer_at": recently, **values})


def names(shown: Head) -> set[str]:
    found = offers(shown, ME, NOW)
    return {name for name in ("take", "hand_back", "resolve") if getattr(found, name)}


def test_what_is_offered_depends_on_who_has_the_conversation() -> None:
    assert names(head("waiting")) == {"take", "hand_back", "resolve"}
    assert names(head("bot")) == {"take", "resolve"}
    assert names(head("agent", ME)) == {"hand_back", "resolve"}
    assert names(head("resolved")) == {"take"}
    assert names(head("resolved", erased=True)) == set()


@pytest.mark.parametrize("last", [NOW, NOW - timedelta(hours=24)])  # nor is a template offered that would be refused
def test_somebody_elses_conversation_can_only_be_taken_over(last: datetime) -> None:
    shown = head("agent", OTHER, last_customer_at=last)
    assert names(shown) == {"take"}
    assert offers(shown, ME, NOW).closed == "others_conversation"


@pytest.mark.parametrize("last", [None, NOW - timedelta(hours=24)])
def test_nobody_can_reply_when_the_window_is_over(last: datetime | None) -> None:
    assert offers(head("agent", ME, last_customer_at=last), ME, NOW).closed == "window_closed"


def test_a_conversation_of_nobody_can_be_replied_to() -> None:
    assert offers(head("waiting"), ME, NOW).closed is None


@pytest.mark.parametrize(
    ("hours", "level"),
    [(1, "open"), (21.9, "open"), (22.5, "today"), (23.4, "today"), (23.45, "soon"), (23.95, "over"), (30, "over")],
)
def test_the_windows_colour_follows_the_time_left(hours: float, level: str) -> None:
    assert window(NOW - timedelta(hours=hours), NOW, WARNED).level == level


def test_a_business_that_wants_no_warning_is_still_told_when_it_is_nearly_over() -> None:
    levels = [window(NOW - timedelta(hours=hours), NOW, timedelta(0)).level for hours in (22.5, 23.8)]
    assert levels == ["open", "soon"]


def test_a_closed_window_has_no_time_left() -> None:
    assert window(NOW - timedelta(days=3), NOW, WARNED).left == timedelta(0)


def listed(**values: Any) -> Listed:
    late = NOW - timedelta(hours=22.5)
    return Listed(**{**dict.fromkeys(Listed.__slots__), "waiting_since": late, "last_customer_at": late, **values})


def test_the_list_marks_only_who_waits_and_whose_window_closes_soon() -> None:
    assert closing(listed(), NOW, WARNED) is not None
    assert closing(listed(waiting_since=None), NOW, WARNED) is None
    assert closing(listed(last_customer_at=NOW - timedelta(hours=2)), NOW, WARNED) is None
    assert closing(listed(last_customer_at=NOW - timedelta(days=2)), NOW, WARNED) is None
