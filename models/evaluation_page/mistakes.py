"""What is taken for what, and the examples that may have the wrong label."""

from collections.abc import Iterable, Mapping, Sequence

from models import confusions
from models.evaluation_page.parts import Cell, Html, listed, name, quoted, rounded_down, table
from models.measured import Measured
from models.report_text import percent

LEAST = 0.01  # of a row: what is rarer is noise
MOST_DOUBTED = 30


def confused(measured: Measured) -> Iterable[str]:
    yield _matrix(confusions.counts(measured.rows))
    yield "<h3>Most often taken for another</h3>"
    yield _worst(confusions.worst(measured.rows))
    yield "<h3>Intents that overlap</h3>"
    yield _overlaps(confusions.nearest(measured.rows))


def _matrix(counts: Mapping[str, Mapping[str, int]]) -> str:
    columns = sorted(set(counts).union(*counts.values()))
    return table(
        "Confusion matrix: each row is what messages are, each column what they were taken for, in percent of the row "
        "(from one percent on). Blue is right; the stronger an orange, the more both intents need examples that show "
        "the difference.",
        ["is ↓ taken for →", *columns],
        [
            (intent, *(_cell(intent == other, _share(row, other)) for other in columns))
            for intent, row in counts.items()
        ],
        "matrix",
    )


def _share(row: Mapping[str, int], other: str) -> float:
    return row.get(other, 0) / sum(row.values())


def _cell(right: bool, share: float) -> Cell:
    if right:
        return Cell(f'<td class="right">{100 * share:.0f}</td>')
    if share < LEAST:
        return Cell("<td></td>")
    strength = min(4 * share + 0.1, 0.6)  # so that the number stays readable
    return Cell(f'<td class="wrong" style="--share:{strength:.2f}">{100 * share:.0f}</td>')


def _worst(pairs: Sequence[confusions.Pair]) -> str:
    if not pairs:
        return "<p>Nothing was taken for another.</p>"
    return table(
        "What happened most, with the texts that the classifier was surest of. Give both intents examples that show "
        "the difference; where you cannot tell it yourself, draw the line between them anew.",
        ["is", "taken for", "times", "texts"],
        [(name(pair.right), name(pair.taken_for), pair.times, listed(pair.texts)) for pair in pairs],
        "said",
    )


def _overlaps(nearest: Sequence[tuple[str, str, float]]) -> str:
    if not nearest:
        return "<p>No two intents were taken for each other.</p>"
    found = any(share >= confusions.OVERLAP for *_, share in nearest)
    said = "Draw the line between those anew, or join them." if found else "None do."
    return table(
        "The nearest pairs, and which part of the messages of both was taken for the other. From "
        f"{percent(confusions.OVERLAP)} on they overlap: one may be part of the other. {said}",
        ["intents", "taken for each other", "overlap"],
        [
            (Html(f"{name(one)} and {name(other)}"), percent(share), "yes" if share >= confusions.OVERLAP else "no")
            for one, other, share in nearest
        ],
    )


def doubtful(measured: Measured) -> Iterable[str]:
    doubts = confusions.doubted(measured.rows)
    if not doubts:
        yield "<p>No example looks mislabelled.</p>"
        return
    shown = f"the {MOST_DOUBTED} most doubtful" if len(doubts) > MOST_DOUBTED else "all of them"
    yield table(
        f"{len(doubts):,} examples look mislabelled: a classifier that had not seen them is sure of another intent (by "
        f"{100 * confusions.DOUBTFUL:.0f} % or more). Here are {shown}. Read each: when the label is wrong, move it to "
        "the other intent's file; when it is right, it is a hard one and stays.",
        ["labelled", "looks like", "sure", "text"],
        [
            (name(doubt.label), name(doubt.rather), rounded_down(doubt.confidence), quoted(doubt.text))
            for doubt in doubts[:MOST_DOUBTED]
        ],
        "said",
    )
