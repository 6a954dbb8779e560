"""Out of order: a customer's later message was dealt with before an earlier one that Lotse had by then."""

from collections.abc import Callable, Iterator
from itertools import combinations

from tests.faults.checks.case import Case, by
from tests.faults.history import Inbound, Written

Pair = tuple[Written, Inbound]


def out_of_order(case: Case) -> Iterator[str]:
    for talk in by(case.acknowledged, lambda one: one.customer).values():
        pairs = [(one, row) for one in talk if (row := case.row(one))]
        pairs.sort(key=lambda pair: pair[0].timestamp)
        yield from _backwards(pairs, lambda row: row.decision, "decided")
        yield from _backwards(pairs, lambda row: _answered_at(case, row), "answered")


def _answered_at(case: Case, row: Inbound) -> float | None:
    """When Meta first took an automatic answer to it."""
    times = [case.accepted_at(answer) for answer in case.ours.get(row.id, [])]
    return min((at for at in times if at is not None), default=None)


def _backwards(pairs: list[Pair], moment: Callable[[Inbound], float | None], what: str) -> Iterator[str]:
    done = [(one, row, at) for one, row in pairs if (at := moment(row)) is not None]
    for (earlier, first_row, first), (later, second_row, second) in combinations(done, 2):
        if first <= second or earlier.timestamp >= later.timestamp:
            continue
        if why := _had(earlier, first_row, later, second_row):
            yield f"{later.wamid}: {what} before {earlier.wamid}, which was {why}"


def _had(earlier: Written, first: Inbound, later: Written, second: Inbound) -> str | None:
    """How one knows that Lotse had the earlier one."""
    if second.done_at is not None and first.stored_at < second.done_at:
        return f"stored {second.done_at - first.stored_at:.3f} s before that was decided"
    if later.posted_at is not None and earlier.acknowledged < later.posted_at:
        return f"acknowledged {later.posted_at - earlier.acknowledged:.3f} s before that came"
    return None
