"""A playbook that somebody made to hold Lotse up is refused with a reason, before it takes time or memory."""

from itertools import repeat
from time import process_time

import pytest

from app.playbook import nesting, reading
from app.playbook.errors import PlaybookError

FILES = reading.gather(reading.STARTER)
PLACE = "intents/greeting.toml"
DEEP = {
    "lists": "a = " + "[" * 100_000,
    "tables": "a = " + "{a = " * 5_000,
    "key": ".".join(repeat("a", 200_000)) + " = 1",
    "quoted key": " . ".join(repeat('"a"', 100_000)) + " = 1",
    "heading": f"[{'.'.join(repeat('a', 100_000))}]",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_nests_too_deeply_is_refused_before_it_is_read(text: str) -> None:
    began = process_time()
    with pytest.raises(PlaybookError, match="nests more than 20"):
        reading.parse({**FILES, PLACE: text}, "zip")
    assert process_time() - began < 1


@pytest.mark.parametrize("unended", ['"\\"', '"""\\"', "'''", '"', "]"])
def test_looking_for_it_takes_no_time_of_its_own(unended: str) -> None:
    began = process_time()
    assert not nesting.is_too_deep(unended * 300_000)
    assert process_time() - began < 3


def test_texts_with_dots_and_brackets_are_no_nesting() -> None:
    said = "[" * 50 + "." * 50 + "a.b.c." * 20
    texts = f"""a = "{said}" # {said}\nb = '{said}'\nc = '''\n{said}'\n'''\nd = \"\"\"{said}\\\"\"\"\"\n"""
    assert not nesting.is_too_deep(texts + "e = 1.5\n" * 30)


def test_a_number_that_python_does_not_read_is_a_fault_of_the_file() -> None:
    with pytest.raises(PlaybookError, match=r"greeting.toml is not valid TOML"):
        reading.parse({**FILES, PLACE: f"a = {'1' * 5000}"}, "zip")


@pytest.mark.parametrize("endless", ["inf", "1e30", "1000000000000"])
@pytest.mark.parametrize(
    "setting",
    [
        *("joining.unfinished_times", "joining.flood_times", "limits.late_minutes", "limits.visit_hours"),
        *("limits.quick_seconds", "small_talk.greeting_minutes", "handover.claim_minutes"),
        *("handover.offline_minutes", "handover.silence_hours", "waiting.reply_minutes", "cost.price"),
    ],
)
def test_a_rule_that_no_clock_can_count_to_is_refused(setting: str, endless: str) -> None:
    """It would fail with every message instead."""
    part, name = setting.split(".")
    with pytest.raises(PlaybookError, match=setting):
        reading.parse({**FILES, "rules.toml": f"[{part}]\n{name} = {endless}\n"}, "zip")


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("(" * 3000 + "a" + ")" * 3000, "at most 1000 character"),
        ("(?:" * 240 + "a" + ")" * 240, None),
        ("(" * 495 + "a" + ")" * 495, "valid regular expression"),
        ("a{99999999999}", "valid regular expression"),
        ("[", "valid regular expression"),
    ],
)
def test_an_expression_that_python_does_not_read_is_a_fault_of_the_file(expression: str, said: str | None) -> None:
    main = FILES["playbook.toml"].replace("[numbers]\n", f"[numbers]\nx = '{expression}'\n")
    if said is None:
        reading.parse({**FILES, "playbook.toml": main}, "zip")
        return
    with pytest.raises(PlaybookError, match=rf"numbers\.x: .*{said}"):
        reading.parse({**FILES, "playbook.toml": main}, "zip")
