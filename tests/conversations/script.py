"""Reading a conversation's script. Pure. docs/conversations/README.md tells the form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

GERMAN = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CUSTOMERS = ("Kundin", "Kunde", "Customer")
PHONES = ("Telefon", "Phone")
LOTSE = "Lotse"

# What stands in brackets, in German and English, and what it is called in tests/conversations/stage.py.
DIRECTIONS = {
    r"(?:tippt auf|taps): (?P<title>.+)": "taps",
    r"(?P<who>\w+) (?:übernimmt|takes over)": "takes",
    r"(?P<who>\w+) (?:gibt zurück|hands back)": "hands_back",
    r"(?P<who>\w+) (?:erledigt|resolves)": "resolves",
    r"(?P<who>\w+) (?:stoppt Lotse|stops Lotse)": "stops",
    r"(?P<who>\w+) (?:hält alles an|pauses everything): (?P<reason>.+)": "pauses",
    r"(?P<who>\w+) (?:lässt Lotse weiterarbeiten|lets Lotse go on)": "resumes",
    r"(?:Störung|Outage): (?:Lotse ist nicht erreichbar|Lotse is away)": "fails",
    r"(?:Störung vorbei|Outage over)": "is_back",
    r"Lotse (?:schweigt|is silent)": "is_silent",
    r"(?:wartet auf Menschen|waits for people): (?P<reason>.+)": "waits",
    r"(?:bei|with) (?P<who>\w+)": "is_with",
    r"(?:erledigt|resolved)": "is_resolved",
}

_STEP = re.compile(rf"(?P<day>{'|'.join(GERMAN + ENGLISH)})?\s*(?P<time>\d\d:\d\d:\d\d)\s+(?P<what>\S.*)")
_SPEECH = re.compile(r"(?P<who>\w+):\s+(?P<text>\S.*)")
_DIRECTION = re.compile(r"\[(?P<what>.+)\]")


class ScriptError(Exception):
    """The script cannot be played; the message names file, line and cure."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line: `who` says `text`, or (`who` is empty) the stage direction `text` with what it names.

    `day`: days since the script's first; `second`: of that day, by the clocks of the business.
    """

    line: int
    day: int
    second: int
    who: str
    text: str
    named: dict[str, str]

    @property
    def by_lotse(self) -> bool:
        return self.who == LOTSE


@dataclass(frozen=True, slots=True)
class Script:
    """`weekday`: of the first day, 0 for Monday."""

    name: str
    title: str
    weekday: int
    steps: tuple[Step, ...]


def parse(name: str, text: str) -> Script:
    """The script with that file name. Raises ScriptError."""
    lines = text.splitlines()
    if not lines or not lines[0].strip():
        raise ScriptError(f"{name}, line 1: the first line has to be the title")
    body = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    steps = list(_steps(name, lines, body))
    if not steps:
        raise ScriptError(f"{name}: nothing happens. Lines come after the title and an empty line")
    return Script(name, lines[0].strip(), steps[0].day, tuple(_counted(steps)))


def _counted(steps: Sequence[Step]) -> Iterator[Step]:
    """With days since the first instead of days since a Monday."""
    return (replace(step, day=step.day - steps[0].day) for step in steps)


def _steps(name: str, lines: Sequence[str], body: int) -> Iterator[Step]:
    latest: Step | None = None
    for number, line in enumerate(lines[body:], start=body + 1):
        said = line.strip()
        if not said:
            continue
        if found := _STEP.fullmatch(said):
            if latest:
                yield latest
            latest = _step(f"{name}, line {number}", number, found, latest)
        elif latest and latest.who:
            latest = replace(latest, text=f"{latest.text}\n{said}")
        else:
            raise ScriptError(f"{name}, line {number}: begins with no time, such as 10:00:00, and continues no message")
    if latest:
        yield latest


def _step(place: str, number: int, found: re.Match[str], before: Step | None) -> Step:
    hours, minutes, seconds = (int(part) for part in found["time"].split(":"))
    if hours > 23 or minutes > 59 or seconds > 59:
        raise ScriptError(f"{place}: {found['time']} is no time of the day")
    second = hours * 3600 + minutes * 60 + seconds
    return Step(number, _day(place, found["day"], second, before), second, *_what(place, found["what"]))


def _day(place: str, named: str | None, second: int, before: Step | None) -> int:
    """Days since a Monday: of a weekday the next one, of none the day before's."""
    if before is None and named is None:
        raise ScriptError(f"{place}: the first line needs a weekday")
    if named is None:
        assert before is not None
        if second < before.second:
            raise ScriptError(f"{place}: this is earlier than the line before; name the weekday if it is another day")
        return before.day
    weekday = (GERMAN if named in GERMAN else ENGLISH).index(named)
    if before is None:
        return weekday
    ahead = (weekday - before.day) % 7
    return before.day + (7 if ahead == 0 and second < before.second else ahead)


def _what(place: str, what: str) -> tuple[str, str, dict[str, str]]:
    if direction := _DIRECTION.fullmatch(what):
        return "", *_direction(place, direction["what"])
    if speech := _SPEECH.fullmatch(what):
        return speech["who"], speech["text"], {}
    raise ScriptError(f'{place}: neither "Somebody: words" nor a stage direction in [brackets]')


def _direction(place: str, words: str) -> tuple[str, dict[str, str]]:
    for form, name in DIRECTIONS.items():
        if found := re.fullmatch(form, words):
            return name, found.groupdict()
    raise ScriptError(f"{place}: [{words}] is no stage direction. The README beside the scripts lists them")


def fits(written: str, said: str) -> bool:
    """Whether a message is the one in the script, where "..." stands for anything. Empty lines do not count."""
    pieces = (re.escape(piece) for piece in _lines(written).split("..."))
    return re.fullmatch(".*".join(pieces), _lines(said), re.DOTALL) is not None


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
