"""The table of a whole run."""

from dataclasses import dataclass, field

from tests.faults.checker import KINDS, Report

HEAD = (
    *("fault", "messages in", "kills", "lost", "doubled", "out of order", "wrong", "stuck", "in doubt"),
    *("answered", "longest wait", "longest in all"),
)


@dataclass(frozen=True)
class Line:
    """`report` is None when the play broke off; `note` says why, or that it could not be played here."""

    fault: str
    report: Report | None
    kills: int = 0
    wrong: list[str] = field(default_factory=list)
    note: str = ""

    def counts(self) -> tuple[int, ...]:
        found = self.report or Report()
        return (found.messages, self.kills, *(len(getattr(found, kind)) for kind in KINDS), len(found.in_doubt))

    def cells(self) -> tuple[str, ...]:
        if self.report is None:
            return (self.fault, self.note, *("-" for _ in HEAD[2:]))
        found = self.report
        waits = (f"{found.longest_wait.after_faults:.1f} s", f"{found.longest_in_all.in_all:.1f} s")
        return (self.fault, *map(str, self.counts()), f"{found.answered:.0%}", *waits)


def total(lines: list[Line]) -> tuple[str, ...]:
    sums = [sum(column) for column in zip(*(line.counts() for line in lines), strict=True)]
    reports = [line.report for line in lines if line.report]
    after = max((report.longest_wait.after_faults for report in reports), default=0.0)
    in_all = max((report.longest_in_all.in_all for report in reports), default=0.0)
    return ("all", *map(str, sums), "", f"{after:.1f} s", f"{in_all:.1f} s")


def markdown(lines: list[Line]) -> str:
    rows = [HEAD, ("---", *["---:"] * (len(HEAD) - 1)), *(line.cells() for line in lines), total(lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
