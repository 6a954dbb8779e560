import time

import pytest

from models.normalise import LONGEST, clean, normalise
from tests.models.messages import ODD


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("WO ist  meine\nBestellung", "wo ist meine bestellung"),
        ("sooooo laaaange!!!!!", "soo laange!!"),
        ("schau https://example.com/a?b=1 an", "schau xlink an"),
        ("mail an Anna@example.com bitte", "mail an xmail bitte"),
        ("bestellung AB-12345 fehlt", "bestellung xorder fehlt"),
        ("nr. 4711 und 123 456 789", "nr. xnumber und xnumber"),
        ("größe 42 bis 18 uhr", "größe 42 bis 18 uhr"),
        ("ok 👍🏽 danke", "ok 👍🏽 danke"),
        ("\uff37\uff29\uff26\uff29 frei\u200b?", "wifi frei ?"),
        ("e\u0301tage", "étage"),
    ],
)
def test_what_means_the_same_is_read_the_same(written: str, read: str) -> None:
    assert normalise(written) == read


def test_the_start_and_the_end_of_a_long_story_are_kept() -> None:
    story = "moin " + "bla " * 2000 + "wo ist mein paket"
    assert len(normalise(story)) <= LONGEST
    assert normalise(story).startswith("moin bla")
    assert normalise(story).endswith("wo ist mein paket")


@pytest.mark.parametrize("text", ODD)
def test_odd_messages_are_read_quickly_and_stay_short(text: str) -> None:
    started = time.thread_time()
    assert len(normalise(text)) <= 2 * LONGEST
    assert len(clean(text)) <= LONGEST
    assert time.thread_time() - started < 0.2


def test_reading_twice_changes_nothing_more() -> None:
    once = normalise("Bestellung AB-12345, siehe www.example.com!!!!!! 10000")
    assert normalise(once) == once
