"""Whether a message is urgent and whether its writer is angry, by rules and word lists (`haste.py`, `anger.py`). Pure.

On 120 messages by a writer who did not know the rules (the even lines of `bench/unseen-moods.tsv`, looked at once,
after the rules stood): of 24 called urgent 21 are, and 21 of the 28 urgent ones are found; of 22 called angry all are,
and 22 of the 32 angry ones are found. It raises the priority of what goes to people anyway: what is missed waits its
turn, as before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from re import Pattern

from models.mood import anger, haste
from models.mood.phrases import compiled
from models.normalise import clean

MOST_SIGNS = 5
LONGEST_SIGN = 60
MOST_LOOKED_AT = 12  # places of each of two words that press beside each other
WIDEST = 50  # characters between them
FEWEST_CAPITALS = 11  # letters that make shouting

_CAPITAL = "A-ZÄÖÜẞÇĞİŞĄĆĘŁŃÓŚŹŻÉÈÊÀÁÍÚÑ"
_CAPITALS = re.compile(rf"(?<!\w)(?:[{_CAPITAL}]{{1,30}}\W{{1,3}}){{2,60}}[{_CAPITAL}]{{2,30}}(?!\w)")
_FURIOUS = re.compile("[😡🤬🖕💩👿]")
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n")
_GREETING = re.compile(r"^\W{0,5}(?:morgen|moin|moing)(?:[,!.\n]| zusammen)")

_DANGER = compiled(haste.DANGER)
_PRESSING = compiled(haste.PRESSING)
_WHEN = compiled(haste.DAY, haste.UNTIL, haste.SURELY)
_PAIRS = tuple((compiled(one), compiled(other)) for one, other in haste.PAIRS)
_NO_RUSH = compiled(haste.NO_RUSH)
_NOT_URGENT = compiled(haste.NOT_URGENT)
_ANGRY = compiled(anger.INSULTS, anger.FURY, anger.THREATS, anger.AGAIN, anger.SARCASM)
_NOT_ANGRY = compiled(anger.NOT_ANGRY)
_JOKING = compiled(anger.JOKING)
_FRIENDLY = compiled(anger.FRIENDLY)
_SHOUTED = compiled(anger.SHOUTED)

Places = Iterator[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Mood:
    """urgent: something must happen today or now. angry: insults, threats, scorn, shouting. signs: the places of the
    text that made it so, as written, in its order; the first few, and long ones cut."""

    urgent: bool = False
    angry: bool = False
    signs: tuple[str, ...] = ()


def look(text: str) -> Mood:
    """The mood of one message, however long and in whatever signs it is written. Raises nothing."""
    shown = clean(text)
    lowered = _lower(shown)
    urgent, angry = set(_haste(lowered)), set(_anger(lowered, shown))
    places = sorted(urgent | angry)[:MOST_SIGNS]
    return Mood(bool(urgent), bool(angry), tuple(_sign(shown[start:end]) for start, end in places))


def _haste(lowered: str) -> Places:
    looked_at = _GREETING.sub(_blank, lowered)
    yield from _found(_DANGER, _NOT_URGENT, looked_at)
    pressing = [*_found(_PRESSING, _NOT_URGENT, looked_at), *_pairs(looked_at)]
    if pressing and not _NO_RUSH.search(lowered):
        yield from pressing


def _anger(lowered: str, shown: str) -> Places:
    angry = [*_found(_ANGRY, _NOT_ANGRY, lowered)]
    if angry and not _JOKING.search(lowered):
        yield from angry
    yield from (one.span() for one in _FURIOUS.finditer(shown))
    yield from (one.span() for one in _CAPITALS.finditer(shown) if _is_shouting(one[0], shown))


def _found(pattern: Pattern[str], harmless: Pattern[str], lowered: str) -> Places:
    """Where the pattern stands beside all that is harmless, which is looked for only if need be: most messages have
    nothing."""
    if pattern.search(lowered):
        yield from (one.span() for one in pattern.finditer(harmless.sub(_blank, lowered)))


def _pairs(lowered: str) -> Places:
    if _WHEN.search(lowered):
        looked_at = _NOT_URGENT.sub(_blank, lowered)
        for one, other in _PAIRS:
            yield from _beside(looked_at, one, other)


def _beside(lowered: str, one: Pattern[str], other: Pattern[str]) -> Places:
    """The first place where both stand in one sentence with little between."""
    firsts, seconds = ([found.span() for found in islice(by.finditer(lowered), MOST_LOOKED_AT)] for by in (one, other))
    for (start, end), (later, last) in (sorted(pair) for pair in product(firsts, seconds)):
        if end <= later <= end + WIDEST and not _SENTENCE_END.search(lowered, end, later):
            yield start, last
            return


def _is_shouting(written: str, shown: str) -> bool:
    """Some write everything in capitals, in a friendly way."""
    if sum(sign.isalpha() for sign in written) < FEWEST_CAPITALS or _FRIENDLY.search(_lower(written)):
        return False
    return shown != shown.upper() or "!" in shown or bool(_SHOUTED.search(_lower(written)))


def _lower(shown: str) -> str:
    """Lower case of the same length, so that places stay: a few letters become two."""
    lowered = shown.lower()
    return lowered if len(lowered) == len(shown) else "".join(sign.lower()[0] for sign in shown)


def _blank(one: re.Match[str]) -> str:
    return " " * len(one[0])


def _sign(written: str) -> str:
    plain = " ".join(written.split())
    return plain if len(plain) <= LONGEST_SIGN else plain[: LONGEST_SIGN - 1] + "…"
