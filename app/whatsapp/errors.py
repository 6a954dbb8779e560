"""What a send can come to. Pure."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from app.whatsapp.codes import treatment

LONGEST_PAUSE = 300.0  # seconds
PAIR_BASE = 4.0  # Meta's rule for the pair limit (131056): 4^n seconds
FEW_MINUTES = 60.0  # Meta counts calls of an app and an account by the hour (4, 80007)
SLOW_CODES = frozenset({1, 131000})  # "unknown": few attempts, far apart

Scope = Literal["message", "pair", "number"]


@dataclass(frozen=True, slots=True)
class Sent:
    """Meta accepted it; `wamid` is the message's id (of a receipt: the id of the message that was read)."""

    wamid: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not sent; trying again is safe and may work. `scope` says for what else the same holds."""

    code: int | None
    why: str
    scope: Scope = "message"


@dataclass(frozen=True, slots=True)
class Refused:
    """Surely not sent; trying again would be refused again."""

    code: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """Surely not sent, and nothing else of this number will be until somebody mends the cause."""

    code: int
    why: str
    cause: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """The request may have gone out, and nobody can say: it must not be repeated by the machine."""

    why: str


Result = Sent | NotSent | Refused | Stopped | InDoubt


@dataclass(frozen=True, slots=True)
class Uploaded:
    """Meta keeps the bytes under this id."""

    id: str


@dataclass(frozen=True, slots=True)
class Health:
    """Whether Meta would let this number send; `can_send` is None when nobody knows."""

    can_send: bool | None
    code: int | None = None
    why: str | None = None


def refusal(code: int, why: str, is_transient: bool = False) -> NotSent | Refused | Stopped:
    """What an error code of Meta's means for the message."""
    match treatment(code, is_transient):
        case found if found.kind == "stop_channel":
            return Stopped(code, why, found.cause or "unknown")
        case found if found.kind in {"slow_number", "pause_channel"}:
            return NotSent(code, why, "number")
        case found if found.kind == "slow_pair":
            return NotSent(code, why, "pair")
        case found if found.kind == "retry":
            return NotSent(code, why)
        case _:
            return Refused(code, why)


def pause_seconds(result: NotSent, attempts: int, dice: Random) -> float:
    """How long to wait before the next attempt; `attempts` counts those made, at least one.

    Growing, at most LONGEST_PAUSE, and up to a quarter longer by the dice, so that not all try again at once.
    """
    made = min(max(attempts, 1), 10)
    if result.scope == "pair":
        seconds = PAIR_BASE ** (made - 1)
    elif result.scope == "number":
        seconds = 1.0 if treatment(result.code or 0).kind == "slow_number" else FEW_MINUTES
    else:
        seconds = 2.0**made * (10 if result.code in SLOW_CODES else 1)
    return min(seconds, LONGEST_PAUSE) * (1 + dice.random() / 4)
