"""Stuck: what happened is known, or ought to be, and the row does not say so."""

from collections.abc import Iterator

from tests.faults.checks.case import Case
from tests.faults.history import REPORTS


def stuck(case: Case) -> Iterator[str]:
    yield from (f"{row.table} {row.id}: {row.why}" for row in case.rows.stuck)
    yield from (
        f"message {row.id}: failed, and nobody was told"
        for row in case.rows.outbound
        if row.status == "failed" and row.told_at is None
    )
    yield from _behind_its_reports(case)


def _behind_its_reports(case: Case) -> Iterator[str]:
    """A report that Lotse acknowledged has its effect: what is in doubt is settled, what was sent moves on."""
    told: dict[str, int] = {}
    for report in case.history.reported:
        told[report.wamid] = max(told.get(report.wamid, 0), REPORTS.index(report.state))
    for send in case.history.accepted:
        row = case.by_callback.get(send.callback_id)
        if row is None or send.wamid not in told:
            continue
        stands = REPORTS.index(row.status) if row.status in REPORTS else -1
        if stands < told[send.wamid]:
            yield f"message {row.id}: {row.status}, though Meta reported {REPORTS[told[send.wamid]]}"
