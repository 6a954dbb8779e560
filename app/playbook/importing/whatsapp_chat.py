"""A chat as WhatsApp's apps export it, in German or English, from Android or iOS. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\ufeff]")
_SPACES = re.compile("[\u00a0\u202f]")
# [28.11.26, 14:05:12] Anna: text   |   28.11.26, 14:05 - Anna: text   |   11/28/26, 2:05 PM - Anna: text
_LINE = re.compile(
    r"\[?(?P<first>\d{1,2})(?P<sign>[./])(?P<second>\d{1,2})[./](?P<year>\d{4}|\d{2}),? "
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<seconds>\d{2}))?(?: ?(?P<half>[APap]\.?[Mm]\.?))?"
    r"(?:\]| -) (?P<rest>.*)"
)
_AUTHOR = re.compile(r"(?P<author>[^:]{1,80}): (?P<text>.*)")
_NO_WORDS = re.compile(
    r"<(?:Medien ausgeschlossen|Media omitted)>|.{0,40}(?:weggelassen|nicht enthalten|omitted)|"
    r"(?:Diese Nachricht wurde gelöscht|This message was deleted|Du hast diese Nachricht gelöscht|"
    r"You deleted this message)\.?|null|",
    re.IGNORECASE,
)


class ChatError(ValueError):
    """The file is no exported chat; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message: when (the phone's time), by whom, what. Pictures and deleted messages have no words, so are none."""

    at: datetime
    author: str
    text: str


def read(exported: str) -> list[Line]:
    """The messages of an export, in its order. Raises ChatError when there is none."""
    plain = _SPACES.sub(" ", _INVISIBLE.sub("", exported))
    heads = [(match, more) for match, more in _entries(plain)]
    month_first = _month_first([match for match, _ in heads])
    lines = [line for match, more in heads if (line := _line(match, more, month_first))]
    if not lines:
        raise ChatError(
            "This is no chat exported by WhatsApp. Expected are lines such as '28.11.26, 14:05 - Anna: Guten Tag'. "
            "Nothing was imported. In WhatsApp: open the chat, More, Export chat, Without media."
        )
    return [line for line in lines if not _NO_WORDS.fullmatch(line.text)]


def turns_of_customers(lines: list[Line], business: str) -> Iterator[str]:
    """What customers said before anybody answered, joined; `business` is the author who answers.

    Raises ChatError when that author wrote nothing.
    """
    if business not in {line.author for line in lines}:
        authors = ", ".join(sorted({line.author for line in lines}))
        raise ChatError(f"{business} wrote nothing in this chat; the authors are: {authors}. Nothing was imported.")
    said: list[str] = []
    for line in lines:
        if line.author != business:
            said.append(line.text)
        elif said:
            yield "\n".join(said)
            said = []
    if said:
        yield "\n".join(said)


def _entries(plain: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Each line that begins a message, and the lines that follow it."""
    match: re.Match[str] | None = None
    more: list[str] = []
    for row in plain.splitlines():
        begins = _LINE.fullmatch(row)
        if begins:
            if match:
                yield match, more
            match, more = begins, []
        else:
            more.append(row)
    if match:
        yield match, more


def _month_first(heads: list[re.Match[str]]) -> bool:
    """Whether 11/10 is November: the whole file tells. Dots and a day above twelve do not occur the American way."""
    if any(head["sign"] == "." or int(head["first"]) > 12 for head in heads):
        return False
    return any(int(head["second"]) > 12 or head["half"] for head in heads)


def _line(head: re.Match[str], more: list[str], month_first: bool) -> Line | None:
    """None for what WhatsApp itself says, and for a time that there is not."""
    said = _AUTHOR.fullmatch(head["rest"])
    day, month = (head["second"], head["first"]) if month_first else (head["first"], head["second"])
    year, hour = int(head["year"]), int(head["hour"])
    if head["half"]:
        hour = hour % 12 + 12 * (head["half"][0].lower() == "p")
    try:
        at = datetime(year + 2000 if year < 100 else year, int(month), int(day), hour, int(head["minute"]))
    except ValueError:
        return None
    if not said:
        return None
    line = Line(at, said["author"].strip(), "\n".join([said["text"], *more]).strip())
    return replace(line, at=at.replace(second=int(head["seconds"]))) if head["seconds"] else line
