"""The checker: accounts for every id that was written, accepted or stored. Pure; it knows nothing of `app`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.faults.checks.case import Case
from tests.faults.checks.doubled import doubled
from tests.faults.checks.lost import lost
from tests.faults.checks.order import out_of_order
from tests.faults.checks.stuck import stuck
from tests.faults.checks.waits import Span, Wait, waits
from tests.faults.checks.wrong import set_aside, wrong
from tests.faults.history import History, Rows

KINDS = ("lost", "doubled", "out_of_order", "wrong", "stuck")
NO_WAIT = Wait("", 0.0, 0.0)


@dataclass
class Report:
    """What is wrong, each list with a line for each offence; and how it went."""

    messages: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)  # innocents
    in_doubt: list[str] = field(default_factory=list)  # callback ids of sends of which nobody knows
    longest_wait: Wait = NO_WAIT  # after the faults
    longest_in_all: Wait = NO_WAIT  # since the acknowledgement
    answered: float = 1.0  # share of the answerable messages that Lotse answered by itself
    outcomes: Counter[str] = field(default_factory=Counter)  # of all stored messages

    @property
    def broken(self) -> list[str]:
        return [line for kind in KINDS for line in getattr(self, kind)]


def check(
    history: History, rows: Rows, faults: Sequence[Span] = (), doubted: Mapping[str, float] | None = None
) -> Report:
    """Account for everything. `faults`: when something was at fault, in seconds since 1970.

    `doubted`: sends that an earlier report found in doubt, and when: after that nothing of them may have gone out.
    """
    case = Case(history, rows)
    waited = [*waits(case, faults)]
    return Report(
        messages=len(case.acknowledged),
        lost=[*lost(case)],
        doubled=[*doubled(case, doubted or {})],
        out_of_order=[*out_of_order(case)],
        wrong=[*wrong(case)],
        stuck=[*stuck(case)],
        set_aside=[*set_aside(case)],
        in_doubt=[row.callback_id for row in case.in_doubt()],
        longest_wait=max(waited, key=lambda wait: wait.after_faults, default=NO_WAIT),
        longest_in_all=max(waited, key=lambda wait: wait.in_all, default=NO_WAIT),
        answered=_answered(case),
        outcomes=Counter(row.outcome or "open" for row in rows.inbound),
    )


def _answered(case: Case) -> float:
    rows = [case.row(one) for one in case.acknowledged if one.answerable]
    covers = [case.cover(row) for row in rows if row]
    answered = sum(1 for cover in covers if cover and cover.outcome in {"answered", "asked"})
    return answered / len(rows) if rows else 1.0
