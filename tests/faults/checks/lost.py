"""Lost: acknowledged, and yet nobody dealt with it."""

from collections.abc import Iterator

from tests.faults.checks.case import CLOSED, Case
from tests.faults.history import REPORTS, Inbound, Outbound


def lost(case: Case) -> Iterator[str]:
    for one in case.acknowledged:
        row = case.row(one)
        why = _lost(case, row) if row else "not stored"
        if why:
            yield f"{one.wamid}: {why}"
    yield from _replies(case)


def _lost(case: Case, row: Inbound) -> str | None:
    if row.outcome not in CLOSED:
        return f"no outcome ({row.outcome})"
    if row.decided_as == "withdrawn":
        return "its answer was withdrawn, and nothing came instead"
    if row.outcome == "joined":
        cover = case.cover(row)
        return None if cover and cover.outcome in CLOSED - {"joined"} else "joined to what has no outcome"
    if row.outcome in {"answered", "asked"}:
        return _unanswered(case, row)
    if row.outcome == "escalated" and not case.has_people(row):
        return "escalated to nobody"
    return _unsaid(case, row)


def _unanswered(case: Case, row: Inbound) -> str | None:
    """Of every part: Meta took it, or it is in doubt (then people hear of it in time), or people know already."""
    parts = case.ours.get(row.id, [])
    if not parts:
        return "answered, but no answer was written"
    missing = [part for part in parts if part.callback_id not in case.sends and not _people_hear_of(case, row, part)]
    return f"answered, but Meta never got part {missing[0].part}" if missing else None


def _unsaid(case: Case, row: Inbound) -> str | None:
    """What is shown as said to who came to people has gone out; it may be cancelled, fail or stay in doubt."""
    shown = [part for part in case.ours.get(row.id, []) if part.status in REPORTS]
    missing = [part for part in shown if part.callback_id not in case.sends]
    return f"{row.outcome}, but Meta never got part {missing[0].part}" if missing else None


def _people_hear_of(case: Case, row: Inbound, part: Outbound) -> bool:
    waits_for_them = part.status == "unknown" and part.told_at is None
    return waits_for_them or (part.status in {"unknown", "failed"} and case.has_people(row))


def _replies(case: Case) -> Iterator[str]:
    """What an agent was told is taken, stands there and went out; what is in doubt or failed says so on the page."""
    for reply in case.history.replies:
        row = case.by_callback.get(reply.key)
        if reply.taken and row is None:
            yield f"reply {reply.text}: not stored"
        elif reply.taken and row and row.callback_id not in case.sends and row.status not in {"unknown", "failed"}:
            yield f"reply {reply.text}: Meta never got it"
