"""What a send can come to. Pure. The codes are Meta's; see docs/decisions.md for how each is read."""

from dataclasses import dataclass

# Meta says that nothing was sent and that the same request may work later.
RETRYABLE = frozenset({2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004})
BAD_TOKEN = frozenset({0, 190})
LONGEST_PAUSE = 300  # seconds


@dataclass(frozen=True, slots=True)
class Sent:
    """Meta accepted the message under this id."""

    wamid: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not sent; trying again is safe and may work."""

    code: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Surely not sent; trying again would be refused again."""

    code: int | None
    why: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """The request may have gone out, and nobody can say: it must not be repeated by the machine."""

    why: str


Result = Sent | NotSent | Refused | InDoubt


def pause_seconds(code: int | None, attempts: int) -> int:
    """How long to wait before the next attempt: 4^attempts for the pair limit (131056, Meta's rule), else 2^n."""
    base = 4 if code == 131056 else 2
    return min(int(base ** min(attempts, 10)), LONGEST_PAUSE)
