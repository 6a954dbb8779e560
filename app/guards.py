"""What keeps Lotse from talking too much: too often, the same twice, with another machine. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby, takewhile

from app.history import History, Line
from app.machine_talk import alike, says_automatic
from app.playbook.rules import Limits

HOUR = timedelta(hours=1)
AN_ECHO = 0.9  # share of the words that a text has in common with ours
FEWEST_CHARACTERS = 15  # so much nobody types in a moment; a tapped word or a number they do
# Characters a second. On phones people type 36 words a minute, the fastest 85 (Palin et al., How do People Type on
# Mobile Devices?, 2019), so 3 and 7 characters a second; who dictates is quicker. The rest is margin.
FASTEST = 20.0
CLOCKS = timedelta(seconds=1)  # WhatsApp tells whole seconds


def said_too_much(history: History, limits: Limits, now: datetime) -> bool:
    """Whether one more automatic message would be more than an hour may have."""
    return sum(at > now - HOUR for at in history.spoken) >= limits.per_hour


def is_the_same_again(history: History, text: str) -> bool:
    """Whether Lotse said just that the last time. `text` and the history's lines are without disclosure and footer.

    What stood before it then, such as the confirmation of an opt-out, makes it no other answer.
    """
    last = history.latest_since_people
    return last is not None and (last.text == text or last.text.endswith(f"\n\n{text}"))


def said_within_the_hour(history: History, text: str, now: datetime) -> bool:
    """Whether Lotse said just that in the last hour of this visit."""
    return any(line.text == text and line.at > now - HOUR for line in history.automatic)


def is_another_machine(history: History, turn: Line, limits: Limits, now: datetime, alone: bool = True) -> bool:
    """Whether it is a machine that answers Lotse: it says so, repeats our words, or answers at once again and again.

    `alone`: the turn is one message.
    """
    last = next(history.automatic, None)
    if last is None or last.at < now - HOUR:
        return False
    if says_automatic(turn.text) or (len(last.text) >= FEWEST_CHARACTERS and alike(turn.text, last.text) >= AN_ECHO):
        return True
    return alone and sum(1 for _ in takewhile(bool, _quick(history, turn, limits))) >= limits.quick_turns


def _quick(history: History, turn: Line, limits: Limits) -> Iterator[bool]:
    """Of each answer to a message of Lotse's since people wrote, the latest first, whether it came in no time.

    A machine answers with one message; people who happen to write on just then have typed it before.
    """
    newest_first = takewhile(lambda line: line.by != "person", [turn, *reversed(history.lines)])
    said = [list(lines) for _, lines in groupby(newest_first, key=lambda line: line.by)]
    for theirs, ours, before in zip(said[::2], said[1::2], said[2::2], strict=False):
        yield len(theirs) == 1 and _in_no_time(ours[0], theirs[0], before[0], limits)


def _in_no_time(ours: Line, theirs: Line, before: Line, limits: Limits) -> bool:
    """`before` is what they wrote last: since then at most they can have typed this, unless they say the same again."""
    took, had = theirs.at - ours.at, theirs.at - before.at + CLOCKS
    typed = theirs.kind == "text" and len(theirs.text) >= FEWEST_CHARACTERS
    too_fast = len(theirs.text) > FASTEST * had.total_seconds() or alike(theirs.text, before.text) >= AN_ECHO
    return typed and too_fast and -CLOCKS <= took < timedelta(seconds=limits.quick_seconds)
