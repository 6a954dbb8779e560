"""What a turn knows of its lookups, and what a failed one is called. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MARGIN = timedelta(seconds=10)  # beyond the time a system has: for a worker that died, and for those before it in line
LONGEST = timedelta(seconds=20)  # of all, with the longest time that rules.toml allows
FRESH = timedelta(minutes=1)  # so long what came back holds for the same question in the same turn
EMPTY = frozenset({"missing", "unknown_word"})  # codes of a system that answered, but not what was asked for


class OwnSystemError(Exception):
    """The business's own system gave nothing to answer with; the message is a short code, such as `404`, `timeout` or
    `missing status`, with texts in app/dashboard/texts/lookups.py. It never holds a secret or a customer's words."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One question to the business's own system.

    `state` is new (nobody has asked yet), due (asked, or about to be), done or failed. `values`: what came back, by the
    answer's variables. `why` it failed: `shop.example: 404`. `until`: when a turn stops waiting for it.
    """

    intent: str
    url: str
    until: datetime
    state: str = "new"
    values: Mapping[str, str] = field(default_factory=dict)
    why: str | None = None

    @property
    def open(self) -> bool:
        return self.state in {"new", "due"}

    def is_over(self, now: datetime) -> bool:
        """Whether it is waited for no more. One that ends too far ahead was made before the clock was put back."""
        return not now < self.until <= now + LONGEST + MARGIN


@dataclass(frozen=True, slots=True)
class Looked:
    """Those of one turn, the newest first; `phone` is the contact's number, where addresses name it."""

    enquiries: tuple[Enquiry, ...] = ()
    phone: str | None = None

    def of(self, intent: str, url: str) -> Enquiry | None:
        """The one with that question; what was asked for other words of the customer's is another one."""
        return next((one for one in self.enquiries if (one.intent, one.url) == (intent, url)), None)


def reason(why: str) -> str:
    """The escalation's reason: lookup_empty when the system answered, lookup_failed when it did not."""
    code = why.rpartition(": ")[2].partition(" ")[0]
    return "lookup_empty" if code in EMPTY else "lookup_failed"
