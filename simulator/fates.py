"""What becomes of an update on its way to the webhook. Pure, and the same for the same seed and update."""

from dataclasses import dataclass
from math import ceil
from random import Random

from simulator import latency
from simulator.faults import Faults

COPY_WITHIN = 3.0  # seconds


@dataclass(frozen=True)
class Fate:
    """`delay` in seconds; `copy_after`: seconds after which it is delivered once more, None: it is not."""

    lost: bool
    delay: float
    copy_after: float | None


def decide(faults: Faults, update_id: int, kind: str) -> Fate:
    """Every update throws all dice, so that one switch does not change whom another strikes."""
    dice = Random(f"{faults.seed}/{update_id}")  # noqa: S311 - has to be repeatable, not secret
    lost, late, twice, moved, held = (dice.random() for _ in range(5))
    copy_after, overtaken_by = dice.uniform(0, COPY_WITHIN), dice.uniform(0, faults.reordering_seconds)
    status = kind == "status"
    pauses = (
        latency.seconds(faults.latency, dice),
        faults.late_seconds if status and late < faults.late_statuses else 0,
        overtaken_by if moved < faults.reordering else 0,
        faults.delay_seconds if held < faults.delays else 0,
    )
    return Fate(
        lost=status and lost < faults.lost_statuses,
        delay=sum(pauses),
        copy_after=copy_after if twice < faults.duplicates else None,
    )


def due_at(faults: Faults, fate: Fate, now: float) -> float:
    """When it goes out (seconds since 1970). Batches leave like buses, so that something gathers for each."""
    due = now + fate.delay
    return due if faults.batch == 1 else ceil(due / faults.batch_seconds) * faults.batch_seconds


def told_as_delivered(faults: Faults, message_id: int) -> bool:
    """Meta leaves "delivered" out at times, as when the chat is open: then "read" stands for both."""
    return Random(f"{faults.seed}/message {message_id}").random() >= faults.skipped_deliveries  # noqa: S311
