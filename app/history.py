"""What was said in a conversation before a turn, since it began (anew). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

MOST_LINES = 40  # of the customer's, and of ours


@dataclass(frozen=True, slots=True)
class Line:
    """One message. `by` is customer, bot or person; `at`: when it was written, by WhatsApp's clock where it tells."""

    by: str
    at: datetime
    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class History:
    """The last lines of this visit, oldest first, without the turn. `disclosed`: the customer knows of the machine.

    `spoken`: when Lotse spoke in the last hour, in whatever visit.
    """

    lines: tuple[Line, ...] = ()
    disclosed: bool = False
    spoken: tuple[datetime, ...] = ()

    @property
    def automatic(self) -> Iterator[Line]:
        """What Lotse said, the latest first."""
        return (line for line in reversed(self.lines) if line.by == "bot" and line.kind != "reaction")

    @property
    def a_person_wrote(self) -> bool:
        return any(line.by == "person" for line in self.lines)

    @property
    def latest_since_people(self) -> Line | None:
        """What Lotse said last, unless a person has written since."""
        for line in reversed(self.lines):
            if line.by == "person":
                return None
            if line.by == "bot" and line.kind != "reaction":
                return line
        return None
