"""Wrong: what must never be done, however often."""

from collections.abc import Iterator

from tests.faults.checks.case import Case
from tests.faults.history import Accepted, Outbound

ON_ITS_WAY = 1.0  # seconds that a request takes at most from Lotse's last look to Meta's taking it
LATE = 3600.0  # seconds after which nobody expects a machine's answer to a question any more; an apology is due


def wrong(case: Case) -> Iterator[str]:
    for send in case.history.accepted:
        row = case.by_callback.get(send.callback_id)
        if row is not None:
            yield from (f"{send.callback_id}: {why}" for why in _wrong(case, send, row))


def _wrong(case: Case, send: Accepted, row: Outbound) -> Iterator[str]:
    question = case.by_id.get(row.answers)
    written = case.history.written.get(question.wamid) if question else None
    if written is not None and send.recipient != written.customer:
        yield f"sent to {send.recipient} instead of {written.customer}"
    if row.author != "bot":
        return
    if (
        written is not None
        and not case.is_closing(row)
        and send.at > written.timestamp + LATE + case.history.clock_behind
    ):
        yield f"answered {send.at - written.timestamp:.0f} s after the question"
    for held in case.history.held:
        over = send.at > held.since + ON_ITS_WAY and (held.until is None or send.at < held.until)
        if held.conversation == row.conversation and over:
            yield "an automatic answer over a person"


def set_aside(case: Case) -> Iterator[str]:
    """Innocents: what is no poison."""
    poison = case.history.poison
    for number, body in case.rows.set_aside:
        if not any(wamid.encode() in body for wamid in poison):
            yield f"delivery {number}: set aside"
    for row in case.rows.inbound:
        if row.reason == "set_aside" and row.wamid not in poison:
            yield f"{row.wamid}: set aside"
