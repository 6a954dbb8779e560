"""What is the same for every reader, read by each web process a few times a second for all the pages that look then.

Fifty open pages look more than eighty times a second at what changes with every message: the rows of a tab, how many
there are in each, the banners. A page that looks by itself takes over what another one has just read, unless that would
take it back behind what it shows already; who opens a page or presses a button sees what holds at that moment.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Text, cast, func
from sqlalchemy.orm import Session

from app import clock
from app.dashboard.bounded import Bounded

AGE = 0.15  # seconds; what a page shows is at most so much older than its answer
MOST = 100

_SNAPSHOT = cast(func.pg_current_snapshot(), Text)

Value = TypeVar("Value")


class Snapshot(NamedTuple):
    """What PostgreSQL's transactions see at a moment: all with numbers under `ended` have ended, those from `coming`
    on have not begun. The same text means that nothing was written in between."""

    text: str
    ended: int
    coming: int


class _Read(NamedTuple):
    value: Any
    snapshot: Snapshot
    at: float


_read: Bounded[Hashable, _Read] = Bounded(MOST)


@dataclass
class Lately:
    """One look, with what it may take over. `shown`: the `coming` of what the page shows; None for what must hold now.
    `behind`: whether something was taken over that may be older than `snapshot`."""

    snapshot: Snapshot
    shown: int | None = None
    behind: bool = field(default=False, init=False)

    def read(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What another look has just read under this key, or what `make` reads now; it must not depend on who looks."""
        found = _read.get(key)
        if found and time.monotonic() - found.at < AGE and self._takes(found.snapshot):
            self.behind |= found.snapshot.text != self.snapshot.text
            value: Value = found.value
            return value
        made = make()
        _read.put(key, _Read(made, self.snapshot, time.monotonic()))
        return made

    def _takes(self, other: Snapshot) -> bool:
        return other.text == self.snapshot.text or (self.shown is not None and other.ended >= self.shown)


def snapshot(session: Session) -> Snapshot:
    """As it is now; whatever the session reads later is not older."""
    text, _ = clock.now_with(session, _SNAPSHOT)  # whoever looks asks for the time next
    ended, coming, _ = text.split(":")
    return Snapshot(text, int(ended), int(coming))
