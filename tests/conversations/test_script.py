"""What is wrong in a script is said with its file and line."""

import pytest

from tests.conversations.script import ScriptError, fits, parse

GOOD = """A title
What it shows.

Freitag 17:59:00  Kundin:  Moin
                           noch eine Zeile
        18:00:00  [wartet auf Menschen: Nicht sicher genug]
Montag  09:00:00  Anna:    Guten Morgen
Montag  08:00:00  Kundin:  eine Woche später
"""


def test_days_count_from_the_first_line_and_weekdays_are_the_next_ones() -> None:
    script = parse("x.txt", GOOD)
    assert (script.title, script.weekday) == ("A title", 4)
    assert [(step.day, step.second) for step in script.steps] == [(0, 64740), (0, 64800), (3, 32400), (10, 28800)]


def test_messages_have_several_lines_and_directions_name_what_they_are_about() -> None:
    first, second, *_ = parse("x.txt", GOOD).steps
    assert (first.who, first.text, first.line) == ("Kundin", "Moin\nnoch eine Zeile", 4)
    assert (second.who, second.text, second.named) == ("", "waits", {"reason": "Nicht sicher genug"})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("10:00:00  Kundin:  Hi", "line 3: the first line needs a weekday"),
        ("Montag 25:00:00  Kundin:  Hi", "line 3: 25:00:00 is no time"),
        ("Montag 10:00:00  Kundin Hi", "line 3: neither"),
        ("Montag 10:00:00  [Anna tanzt]", r"line 3: \[Anna tanzt\] is no stage direction"),
        ("Montag 10:00:00  Kundin:  Hi\n       09:00:00  Kundin:  Hi", "line 4: this is earlier"),
        ("Montag 10:00:00  [Lotse schweigt]\n  und mehr", "line 4: begins with no time"),
        ("", "nothing happens"),
    ],
)
def test_what_cannot_be_played_is_named_with_its_line(line: str, said: str) -> None:
    with pytest.raises(ScriptError, match=f"x.txt.*{said}"):
        parse("x.txt", f"A title\n\n{line}\n")


@pytest.mark.parametrize(
    ("written", "said", "same"),
    [
        ("Guten Tag", "Guten Tag", True),
        ("Guten Tag", "Guten Tag!", False),
        ("Guten ...", "Guten Tag\n\nund mehr", True),
        ("Guten Tag ...\nEnde", "Guten Tag (1)\n\nEnde", True),
        ("Guten Tag\nEnde", "Guten Tag\n\nEnde", True),
        ("Guten Tag (1)", "Guten Tag 1", False),
    ],
)
def test_three_dots_stand_for_anything_and_empty_lines_for_nothing(written: str, said: str, same: bool) -> None:
    assert fits(written, said) is same
