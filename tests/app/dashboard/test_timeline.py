"""The order in which a conversation is read."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.dashboard.said import Said
from app.dashboard.thread import Happened
from app.dashboard.timeline import Bubble, DayBegins, Line, entries

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


def said(minutes: float, number: int = 1, direction: str = "in", **values: Any) -> Said:
    at = NOON + timedelta(minutes=minutes)
    nothing = dict.fromkeys(Said.__slots__)
    given = {"id": number, "direction": direction, "kind": "text", "written_at": at, "stored_at": at}
    return Said(**{**nothing, **given, **values})


def happened(minutes: float, kind: str = "taken") -> Happened:
    return Happened(1, kind, None, None, NOON + timedelta(minutes=minutes))


def kinds(*items: Said | Happened) -> list[str]:
    shown = entries([i for i in items if isinstance(i, Said)], [i for i in items if isinstance(i, Happened)], BERLIN)
    return [type(entry).__name__ for entry in shown]


def test_messages_and_events_stand_in_the_order_of_their_times() -> None:
    assert kinds(said(0), said(9, 2), happened(5)) == ["DayBegins", "Bubble", "Line", "Bubble"]


def test_taking_by_replying_stands_before_the_reply() -> None:
    shown = list(entries([said(3, 2, "out", author="agent")], [happened(3)], BERLIN))
    assert [type(entry) for entry in shown] == [DayBegins, Line, Bubble]


def test_a_day_begins_at_midnight_in_berlin() -> None:
    before, after = said(11 * 60 + 59), said(12 * 60 + 1, 2)  # 23:59 and 00:01 in Berlin, both on the 23rd in UTC
    assert kinds(before, after) == ["DayBegins", "Bubble", "DayBegins", "Bubble"]


def test_the_writer_is_named_once_for_messages_that_belong_together() -> None:
    bubbles = entries([said(0), said(1, 2), said(20, 3), said(21, 4, "out", author="bot")], [], BERLIN)
    assert [entry.first for entry in bubbles if isinstance(entry, Bubble)] == [True, False, True, True]


def test_a_message_that_whatsapp_brought_late_says_so() -> None:
    late = said(0, stored_at=NOON + timedelta(hours=2))
    [_, bubble] = entries([late], [], BERLIN)
    assert isinstance(bubble, Bubble)
    assert bubble.late
