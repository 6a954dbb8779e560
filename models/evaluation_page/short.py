"""What comes of it all: how much is answered, and how much of that rightly."""

from collections.abc import Iterable, Sequence

from models.certification import Certificate
from models.evaluation_page.parts import table
from models.measured import Measured
from models.report import MOST_WRONG, Level, Report
from models.report_text import percent


def short(measured: Measured) -> Iterable[str]:
    report, levels = measured.report, measured.levels_in_use()
    yield (
        f"<p>The right intent was found in <strong>{percent(report.accuracy_in_scope)}</strong> of the messages in "
        f"scope, whatever the confidence. {_certified(measured.certificates)}</p>"
    )
    yield table("What would be answered without a person", ["share", *levels], _rows(list(levels.values())))
    yield _other_thresholds(report)


def _certified(certificates: Sequence[Certificate]) -> str:
    if not certificates:
        return "Certificates are proven on the playbook's examples only: run <code>lotse evaluate</code> without --on."
    certified = sum(one.certified for one in certificates)
    return (
        f"{certified} of {len(certificates)} intents are proven to be right often enough to answer by themselves, "
        "where the playbook lets them (<code>autonomy</code>)."
    )


def _rows(levels: Sequence[Level]) -> list[list[str]]:
    return [
        ["answered, of all", *(percent(at.coverage) for at in levels)],
        ["right, of the answered", *(percent(at.precision) for at in levels)],
        ["answered wrongly, of all", *(percent(at.wrong) for at in levels)],
        ["answered rightly, of those in scope", *(percent(at.in_scope_answered_right) for at in levels)],
        ["kept back, of those out of scope", *(percent(at.out_of_scope_kept_back) for at in levels)],
    ]


def _other_thresholds(report: Report) -> str:
    return table(
        "What another threshold in playbook.toml would do alone, without certificates. Proposed is "
        f"{report.proposed_threshold:.2f}: the lowest at which at most {percent(MOST_WRONG)} of all messages are "
        "answered wrongly.",
        ["threshold", "answered, of all", "right, of the answered", "answered wrongly, of all"],
        [
            (f"{at.threshold:.2f}", percent(at.coverage), percent(at.precision), percent(at.wrong))
            for at in report.levels
        ],
    )
