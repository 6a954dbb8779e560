"""By what an open page and the server know what the page shows: its ETag."""

import hashlib
import re
from typing import NamedTuple


class Version(NamedTuple):
    """`shown`: what stands beside the open conversation, in short; `opened`: what is shown of the conversation itself,
    and `stamp`: all that it was made of. `up_to`: from which transaction on a page may not show what was written; None
    where nothing is said. `pulse`: the pulse at which it was read; empty where some of it may be older."""

    shown: str = ""
    opened: str = ""
    stamp: str = ""
    up_to: int | None = None
    pulse: str = ""

    def __str__(self) -> str:
        return ".".join("" if part is None else str(part) for part in self)

    def without_opened(self) -> "Version":
        """Of a page to which the whole conversation has to be sent, whatever it shows."""
        return self._replace(opened="", stamp="")

    def shows_what(self, other: "Version") -> bool:
        """Whether pages of both show the same, read at whatever pulse."""
        return self[:2] == other[:2]


def read(said: str) -> Version:
    """What a page says that it shows; nothing, where that is no version."""
    if not re.fullmatch(r"\w*\.\w*\.\w*\.[0-9]{1,19}\.\w*", said):
        return Version()
    shown, opened, stamp, up_to, pulse = said.split(".")
    return Version(shown, opened, stamp, int(up_to), pulse)


def digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:24]
