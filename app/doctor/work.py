"""Whether work waits longer than it should, by kind."""

from collections.abc import Mapping
from datetime import timedelta

from app import backlog, clock, database, ledger
from app.backlog import Backlog
from app.doctor.finding import Finding

SECONDS = 3.0  # for a statement
LATE = timedelta(minutes=1)  # nothing has to wait longer, whatever was away
TOO_LATE = timedelta(minutes=5)


def look() -> list[Finding]:
    with database.sessions()() as session:
        database.take_at_most(session, SECONDS)
        found = backlog.read(session, clock.now(session))
        return [*judge(found), *judge_set_aside(ledger.uncounted(session)["set_aside"])]


def judge(found: Mapping[str, Backlog]) -> list[Finding]:
    late = [_late(kind, waits) for kind, waits in found.items() if waits.oldest > LATE]
    return late or [Finding("nothing_late", "ok", {"number": sum(waits.number for waits in found.values())})]


def _late(kind: str, waits: Backlog) -> Finding:
    values = {"kind": kind, "number": waits.number, "span": waits.oldest}
    return Finding("late", "fail" if waits.oldest > TOO_LATE else "warn", values)


def judge_set_aside(number: int) -> list[Finding]:
    return [Finding("set_aside", "warn", {"number": number})] if number else []
