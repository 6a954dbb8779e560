"""The order in which a conversation is read: days, messages, and what happened between them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from app.dashboard.notes_read import Noted
from app.dashboard.said import Said
from app.dashboard.thread import Happened

TOGETHER = timedelta(minutes=5)
LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class DayBegins:
    at: datetime


@dataclass(frozen=True, slots=True)
class Bubble:
    """`first` is false for a message that follows closely on one by the same writer."""

    said: Said
    first: bool

    @property
    def late(self) -> bool:
        """Whether WhatsApp brought the message long after the customer wrote it."""
        return self.said.direction == "in" and self.said.stored_at - self.said.written_at > LATE


@dataclass(frozen=True, slots=True)
class Line:
    happened: Happened


@dataclass(frozen=True, slots=True)
class Remark:
    noted: Noted


@dataclass(frozen=True, slots=True)
class NewBegins:
    """From here on the reader has seen nothing yet."""

    new: bool = True


Entry = DayBegins | Bubble | Line | Remark | NewBegins


def entries(
    said: Sequence[Said],
    happened: Sequence[Happened],
    zone: tzinfo,
    notes: Sequence[Noted] = (),
    first_new: int | None = None,
) -> Iterator[Entry]:
    """Messages, notes and events by time. What happened at the very time of a message (taking by replying) comes first.

    `first_new` is the message before which what is new begins.
    """
    moments: list[tuple[datetime, int, Said | Happened | Noted]] = [
        *((item.at, 0, item) for item in happened),
        *((item.written_at, 1, item) for item in said),
        *((item.written_at, 2, item) for item in notes),
    ]
    day, before = None, None
    for at, _, item in sorted(moments, key=lambda moment: (moment[0], moment[1], moment[2].id)):
        if (today := at.astimezone(zone).date()) != day:
            day, before = today, None
            yield DayBegins(at)
        if isinstance(item, Said):
            if item.id == first_new:
                before = None
                yield NewBegins()
            yield Bubble(item, first=before is None or not _together(before, item))
            before = item
        else:
            before = None
            yield Remark(item) if isinstance(item, Noted) else Line(item)


def _together(before: Said, item: Said) -> bool:
    return before.writer == item.writer and item.written_at - before.written_at < TOGETHER
