"""What a send can come to. Pure."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from app.whatsapp.codes import treatment

LONGEST_PAUSE = 40.0  # seconds; with the dice 50: within a minute of a fault's end everything is tried again
LONGEST_NAMED = 900.0  # a pause that Meta names is kept, but nobody can silence a number for hours
PAIR_BASE = 4.0  # Meta's rule for the pair limit (131056): 4^n seconds
SLOW_CODES = frozenset({1, 131000})  # "unknown": few attempts, far apart

Scope = Literal["message", "pair", "number"]


@dataclass(frozen=True, slots=True)
class Sent:
    """Meta accepted it; `wamid` is the message's id (of a receipt: the id of the message that was read)."""

    wamid: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not sent; trying again is safe and may work. `scope` says for what else the same holds.

    `named` is the pause in seconds that Meta asks for.
    """

    code: int | None
    why: str
    scope: Scope = "message"
    named: float | None = None


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
    """The request may have gone out, and nobody can say: it must not be repeated by the machine.

    `named` is the pause in seconds that Meta asks for, before anything else is sent.
    """

    why: str
    named: float | None = None


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


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """What Meta tells of a number. `trouble` is why it told nothing: `unreachable`, `refused` (the token), `unknown`
    (the number is not there, or the token does not open it) or `odd`; `cause` is as a stopped channel's."""

    trouble: str | None = None
    code: int | None = None
    cause: str | None = None
    display_number: str | None = None
    name: str | None = None
    quality: str | None = None
    can_send: bool | None = None


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

    Growing, at most LONGEST_PAUSE, and up to a quarter longer by the dice, so that not all try again at once; but
    never shorter than the pause that Meta names.
    """
    made = min(max(attempts, 1), 10)
    if result.scope == "pair":
        seconds = PAIR_BASE ** (made - 1)
    elif result.scope == "number":
        seconds = 1.0 if treatment(result.code or 0).kind == "slow_number" else LONGEST_PAUSE
    else:
        seconds = 2.0**made * (10 if result.code in SLOW_CODES else 1)
    return max(min(seconds, LONGEST_PAUSE) * (1 + dice.random() / 4), named_seconds(result))


def named_seconds(result: NotSent | InDoubt) -> float:
    """The pause that Meta asks for, as far as it is kept; 0 when it asks for none."""
    return min(result.named or 0.0, LONGEST_NAMED)
