"""How long a turn is waited for."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app import joining
from app.playbook.rules import Joining
from tests.lotse import Lotse
from tests.webhooks import message, text_message

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def waits(text: str, kind: str = "text", number: int = 1, since: float = 0, usual: float = 4) -> float:
    first = NOW - timedelta(seconds=since)
    return (joining.due(kind, text, number, first, NOW, usual, Joining()) - NOW).total_seconds()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("habt ihr samstag offen?", 4), ("hi", 10), ("ich hab da mal ne frage", 10), ("ich wollte wissen ob", 10)],
)
def test_it_waits_for_quiet_and_longer_in_mid_sentence(text: str, seconds: float) -> None:
    assert waits(text) == seconds


def test_it_never_waits_longer_than_twenty_seconds_after_the_first_message() -> None:
    assert waits("und dann noch,", number=5, since=15) == 5
    assert waits("und dann noch,", number=5, since=25) == 0


def test_a_tapped_button_is_waited_for_by_nobody() -> None:
    assert waits("Öffnungszeiten", kind="interactive") == waits("Ja", kind="button") == 0


def test_with_zero_nothing_is_waited_for() -> None:
    assert waits("hi", usual=0) == 0


def test_a_flood_is_gathered_for_a_minute() -> None:
    assert waits("los", number=12, since=10) == 50
    assert waits("los", number=11, since=10) == 4


def test_not_even_a_flood_is_gathered_for_longer_than_ten_minutes() -> None:
    assert waits("los", number=12, usual=60) == 600


def test_all_waits_shrink_with_the_usual_one() -> None:
    assert waits("hi", usual=1) == 2.5


def test_every_message_begins_the_wait_anew_and_a_tap_ends_it(
    lotse: Lotse, setting: Callable[[str, str], None]
) -> None:
    setting("JOIN_SECONDS", "4")
    lotse.receive(text_message("habt ihr offen?"))
    first = lotse.conversation().due_at
    lotse.receive(text_message("und sonntags?"))
    later = lotse.conversation().due_at
    assert first
    assert later
    assert first < later
    tap = {"type": "button_reply", "button_reply": {"id": "ask.opening_hours", "title": "Öffnungszeiten"}}
    lotse.receive(message("interactive", tap))
    due = lotse.conversation().due_at
    assert due
    assert due < first
