"""A report to read in a terminal."""

from models.report import IntentRow, Level, Report

GROUPS = {
    "source": "each source predicted by a model trained on the others",
    "label": "each part predicted by a model trained on the rest; fewer than three sources, so kinder than the truth",
    "held_out": "messages that were not trained on",
}


def text_of(report: Report) -> str:
    """Summary, what each threshold would do, and a line for each intent."""
    lines = [*_summary(report), "", *_levels(report.levels), "", *_intents(report.intents)]
    return "\n".join(line.rstrip() for line in lines)


def _summary(report: Report) -> list[str]:
    sources = "  ".join(f"{name} {percent(share)}" for name, share in report.sources.items())
    return [
        f"{report.messages:,} messages, {report.in_scope:,} in scope: {GROUPS[report.grouped_by]}",
        f"Right intent in scope {percent(report.accuracy_in_scope)}   by source: {sources}",
        f"At threshold {report.chosen.threshold:.2f}: answered wrongly {percent(report.chosen.wrong)} of all, "
        f"out of scope kept back {percent(report.chosen.out_of_scope_kept_back)}",
        f"Proposed threshold {report.proposed_threshold:.2f}",
    ]


def _levels(levels: list[Level]) -> list[str]:
    titles = ["threshold", "answered", "wrong of all", "precision", "in scope answered right", "out of scope kept back"]
    lines = ["  ".join(titles)]
    for level in levels:
        shares = [
            level.coverage,
            level.wrong,
            level.precision,
            level.in_scope_answered_right,
            level.out_of_scope_kept_back,
        ]
        cells = [f"{level.threshold:.2f}", *(percent(share) for share in shares)]
        lines.append("  ".join(cell.rjust(len(title)) for cell, title in zip(cells, titles, strict=True)))
    return lines


def _intents(rows: list[IntentRow]) -> list[str]:
    lines = [f"{'intent':28} messages  found  predicted  answered  right"]
    for row in rows:
        lines.append(
            f"{row.intent:28} {row.messages:8}  {row.found:5}  {row.predicted:9}  {row.answered:8}  "
            f"{row.answered_right:5}"
        )
    return lines


def percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
