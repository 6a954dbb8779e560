"""The table of a whole run."""

from dataclasses import dataclass

from tests.faults.checker import Report

HEAD = ("fault", "messages in", "kills", "lost", "doubled", "out of order", "in doubt", "longest wait")


@dataclass(frozen=True)
class Line:
    fault: str
    report: Report
    kills: int

    def cells(self) -> tuple[str, ...]:
        found = self.report
        counts = (found.messages, self.kills, len(found.lost), len(found.doubled), len(found.out_of_order))
        return (self.fault, *map(str, counts), str(len(found.in_doubt)), f"{found.longest_wait:.1f} s")


def total(lines: list[Line]) -> tuple[str, ...]:
    columns = list(zip(*(line.cells()[1:7] for line in lines), strict=True))
    longest = max(line.report.longest_wait for line in lines)
    return ("all", *(str(sum(map(int, column))) for column in columns), f"{longest:.1f} s")


def markdown(lines: list[Line]) -> str:
    rows = [HEAD, ("---", *["---:"] * (len(HEAD) - 1)), *(line.cells() for line in lines), total(lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
