"""How long customers waited: until Meta took the whole answer, or people had the message."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.faults.checks.case import Case
from tests.faults.history import Inbound

Span = tuple[float, float]  # of a fault: from when until when


@dataclass(frozen=True)
class Wait:
    """In seconds: since the acknowledgement, and since the last fault that it met was over."""

    wamid: str
    in_all: float
    after_faults: float


def waits(case: Case, faults: Sequence[Span]) -> Iterator[Wait]:
    """Of every message whose end is known: not of what is in doubt, nor of poison."""
    for one in case.acknowledged:
        row = case.row(one)
        done = _done_at(case, row) if row and one.wamid not in case.history.poison else None
        if done is not None:
            over = [min(ends, done) for began, ends in faults if began < done and ends > one.acknowledged]
            since = max([one.acknowledged, *over])
            yield Wait(one.wamid, max(0.0, done - one.acknowledged), max(0.0, done - since))


def _done_at(case: Case, row: Inbound) -> float | None:
    cover = case.cover(row)
    if cover is None or cover.outcome is None:
        return None
    if cover.outcome in {"answered", "asked"}:
        return _answered_at(case, cover)
    answers = [part for part in case.ours.get(cover.id, []) if not case.is_closing(part)]
    if cover.outcome == "escalated" and answers:
        return _given_to_people_at(case, cover, min(part.written_at for part in answers))
    return cover.done_at or cover.stored_at


def _answered_at(case: Case, row: Inbound) -> float | None:
    """When Meta had taken every part; None when that cannot be told."""
    times = [case.accepted_at(part) for part in case.ours.get(row.id, [])]
    known = [at for at in times if at is not None]
    return max(known) if known and len(known) == len(times) else None


def _given_to_people_at(case: Case, row: Inbound, since: float) -> float | None:
    """An answer was written first, and did not go out: when people got the question instead."""
    told = [part.told_at for part in case.ours[row.id] if part.told_at]
    doubtful = any(part.status == "unknown" for part in case.ours[row.id])
    return None if doubtful else max(told, default=None) or case.came_to_people(row, since)
