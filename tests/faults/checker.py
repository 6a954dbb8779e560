"""The checker: accounts for every id that was written, accepted or stored. Pure; it knows nothing of `app`."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeVar

from tests.faults.history import Accepted, History, Inbound, Outbound, Rows, Written

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")
CLOSED = frozenset({"answered", "asked", "escalated", "joined", "noted"})
WITH_PEOPLE = frozenset({"waiting", "agent", "resolved"})


@dataclass
class Report:
    """What is wrong; each list names the ids. `longest_wait` in seconds since the last fault ended."""

    messages: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    in_doubt: list[str] = field(default_factory=list)
    longest_wait: float = 0.0
    slowest: str | None = None

    @property
    def broken(self) -> list[str]:
        return self.lost + self.doubled + self.out_of_order + self.stuck


def check(history: History, rows: Rows, faults_ended: float = 0.0) -> Report:
    """Account for everything. `faults_ended`: seconds since 1970; nobody can be kept waiting before that."""
    case = _Case(history, rows)
    report = Report(messages=len(case.acknowledged))
    report.lost = [*case.lost()]
    report.doubled = [*case.doubled()]
    report.out_of_order = [*case.out_of_order()]
    report.stuck = [f"{row.table} {row.id}: {row.why}" for row in rows.stuck]
    report.in_doubt = [row.callback_id for row in rows.outbound if row.status == "unknown"]
    waits = [(max(0.0, case.done_at(one) - max(one.acknowledged, faults_ended)), one.wamid) for one in case.settled()]
    report.longest_wait, report.slowest = max(waits, default=(0.0, None))
    return report


class _Case:
    def __init__(self, history: History, rows: Rows) -> None:
        self.history, self.rows = history, rows
        self.acknowledged = [one for one in history.written.values() if one.acknowledged_at is not None]
        self.stored: dict[str, list[Inbound]] = _by(rows.inbound, lambda row: row.wamid)
        self.by_id = {row.id: row for row in rows.inbound}
        self.answers: dict[int, list[Outbound]] = _by(rows.outbound, lambda row: row.answers)
        self.sends: dict[str, list[Accepted]] = _by(history.accepted, lambda send: send.callback_id)

    def lost(self) -> Iterator[str]:
        for one in self.acknowledged:
            found = self.stored.get(one.wamid)
            why = self._lost(found[0]) if found else "not stored"
            if why:
                yield f"{one.wamid}: {why}"

    def _lost(self, row: Inbound) -> str | None:
        if row.outcome not in CLOSED:
            return f"no outcome ({row.outcome})"
        if row.outcome == "joined":
            cover = self.by_id.get(row.covered_by or 0)
            return None if cover and cover.outcome in CLOSED - {"joined"} else "joined to what has no outcome"
        if row.outcome == "answered" and not self._is_answered(row):
            return "answered, but Meta never got the answer"
        return None

    def _is_answered(self, row: Inbound) -> bool:
        """Whether Meta took the answer, or it is in doubt (then people hear of it in time), or people know already."""
        answers = self.answers.get(row.id, [])
        if any(answer.callback_id in self.sends for answer in answers):
            return True
        unclear = [answer for answer in answers if answer.status in {"unknown", "failed"}]
        return any(not answer.told or row.owner in WITH_PEOPLE for answer in unclear)

    def doubled(self) -> Iterator[str]:
        yield from (f"{wamid}: stored {len(found)} times" for wamid, found in self.stored.items() if len(found) > 1)
        yield from (f"{key}: accepted {len(sends)} times" for key, sends in self.sends.items() if len(sends) > 1)
        known = {row.callback_id for row in self.rows.outbound}
        yield from (f"{key}: sent, but not stored" for key in self.sends if key not in known)
        yield from self._answered_twice()
        used = {row.decision for row in self.rows.inbound}
        yield from (
            f"decision {number}: of a turn that has another" for number in self.rows.decisions if number not in used
        )

    def _answered_twice(self) -> Iterator[str]:
        sent = [row for row in self.rows.outbound if row.author == "bot" and row.callback_id in self.sends]
        for key, answers in _by(sent, lambda row: (row.answers, row.part)).items():
            if len(answers) > 1:
                yield f"message {key[0]}: {len(answers)} automatic answers"
        firsts = [row for row in sent if row.part == 0 and row.answers in self.by_id]
        for number, answers in _by(firsts, lambda row: self.by_id[row.answers].decision).items():
            if len(answers) > 1:
                yield f"decision {number}: {len(answers)} automatic answers to one turn"
        for row in firsts:
            if self.by_id[row.answers].outcome == "joined":
                yield f"message {row.answers}: answered, and joined to another that is answered too"

    def out_of_order(self) -> Iterator[str]:
        """A customer's later message was dealt with before an earlier one that Lotse had by then."""
        for talk in _by(self.acknowledged, lambda one: one.customer).values():
            in_order = sorted((one for one in talk if one.wamid in self.stored), key=lambda one: one.timestamp)
            yield from _backwards([(one, self._decision(one)) for one in in_order], "decided")
            yield from _backwards([(one, self._accepted_at(one)) for one in in_order], "answered")

    def _decision(self, one: Written) -> float | None:
        return self.stored[one.wamid][0].decision

    def _accepted_at(self, one: Written) -> float | None:
        """When Meta first took an automatic answer to it."""
        answers = self.answers.get(self.stored[one.wamid][0].id, [])
        keys = [answer.callback_id for answer in answers if answer.author == "bot"]
        return min((send.at for key in keys for send in self.sends.get(key, [])), default=None)

    def settled(self) -> Iterator[Written]:
        """The messages whose wait can be told: not those that wait for the report of a send in doubt."""
        unclear = {row.answers for row in self.rows.outbound if row.status in {"unknown", "failed"}}
        for one in self.acknowledged:
            row = self.stored[one.wamid][0] if one.wamid in self.stored else None
            if row and row.done_at is not None and row.id not in unclear and row.covered_by not in unclear:
                yield one

    def done_at(self, one: Written) -> float:
        return self._accepted_at(one) or self.stored[one.wamid][0].done_at or 0.0


def _backwards(talk: list[tuple[Written, float | None]], what: str) -> Iterator[str]:
    done = [(one, at) for one, at in talk if at is not None]
    for (earlier, first), (later, second) in combinations(done, 2):
        had_it = later.posted_at is None or earlier.acknowledged < later.posted_at
        if first > second and earlier.timestamp < later.timestamp and had_it:
            yield f"{later.wamid}: {what} before {earlier.wamid}"


def _by(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
