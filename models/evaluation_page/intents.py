"""Each intent: how often it is found, what is proven of it, what it lacks."""

from collections.abc import Iterable, Sequence

from models.certification import Certificate
from models.evaluation_page.parts import Html, bar, name, rounded_down, table
from models.measured import Measured
from models.report import IntentRow
from models.report_text import percent

LEAST = 0.8  # where the bars begin: what is proven of most intents lies above it
PROVEN = ["certified", "right, at least", "target", "from", "right of", "share answered", "missing"]


def intents(measured: Measured) -> Iterable[str]:
    if measured.certificates:
        yield _certificates(measured)
        return
    yield table(
        "In how many of an intent's messages it was found, how many messages were taken for it, and how many of these "
        f"would be answered at the threshold {measured.report.chosen.threshold:.2f}.",
        ["intent", "messages", "found", "taken for it", "answered", "of these right"],
        [
            (name(row.intent), row.messages, row.found, row.predicted, row.answered, row.answered_right)
            for row in measured.report.intents
        ],
    )


def _certificates(measured: Measured) -> str:
    proven = {one.intent: one for one in measured.certificates}
    doubt = f"{100 * measured.certificates[0].doubt:.0f} %"
    return table(
        f"An intent is certified when “right, at least” reaches its target, the mark on the bar (which begins at "
        f"{100 * LEAST:.0f} %). It is the exact lower bound of what is right from the confidence “from” on; the truth "
        f"is below it with a chance of at most {doubt}. Where the playbook's threshold "
        f"{measured.report.chosen.threshold:.2f} is higher than “from”, it counts instead. “Missing” is about how many "
        "more right answers the proof needs: more examples by new writers bring them. The certificates in force are "
        "those of the active classifier, which lotse certify shows.",
        ["intent", *PROVEN, "examples", "found"],
        [_row(row, proven.get(row.intent)) for row in measured.report.intents],
    )


def _row(row: IntentRow, one: Certificate | None) -> Sequence[object]:
    return [name(row.intent), *_proven(one), f"{row.messages:,}", percent(row.found / max(row.messages, 1))]


def _proven(one: Certificate | None) -> Sequence[object]:
    if one is None:
        return ["to people", *["-"] * (len(PROVEN) - 1)]
    return [
        "yes" if one.certified else "no",
        Html(f"{bar(one.bound, one.target, LEAST)} {rounded_down(one.bound)}"),
        percent(one.target),
        f"{one.threshold:.2f}",
        f"{one.right} of {one.answered}",
        percent(one.covered),
        f"about {one.missing:,}" if one.missing else "-",
    ]
