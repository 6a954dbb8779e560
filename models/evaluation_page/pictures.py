"""The curves: coverage against precision, reliability, learning. Each says what it shows and what to do about it."""

from collections.abc import Iterable, Sequence

from models import curves, figures
from models.certification import TARGET
from models.evaluation_page.parts import figure
from models.measured import Measured


def pictures(measured: Measured) -> Iterable[str]:
    bins = curves.reliability(measured.rows)
    yield '<div class="pictures">'
    yield _coverage(measured)
    yield figure(figures.reliability(bins), _reliability(bins))
    if measured.learning:
        yield figure(figures.learning(measured.learning), _learning(measured.learning))
    yield "</div>"
    if not measured.learning and measured.report.grouped_by != "held_out":
        yield "<p>Whether more examples would help was not measured: <code>lotse evaluate --learning</code> does.</p>"


def _coverage(measured: Measured) -> str:
    labels = [example.label for example in measured.examples]
    points = curves.coverage(labels, measured.predictions, measured.locked)
    return figure(
        figures.coverage(points, measured.levels_in_use(), TARGET),
        "Coverage against precision: the further right, the more is answered and the less of it rightly; a higher "
        "threshold in playbook.toml moves the round dot to the left, and only better examples lift the curve.",
    )


def _reliability(bins: Sequence[curves.Bin]) -> str:
    return (
        "Reliability: how many of the messages with about the same confidence got the right intent (the numbers count "
        "them); where the line is well below the dashed one, Lotse is surer than it may be, so raise the threshold "
        f"beyond that. (On average the two are {100 * curves.gap(bins):.1f} points apart.)"
    )


def _learning(points: Sequence[tuple[int, float]]) -> str:
    (fewer, before), (whole, now) = points[-2:] if len(points) > 1 else [*points, *points]
    return (
        f"Learning curve: from {fewer:,} to {whole:,} examples the share with the right intent changed by "
        f"{100 * (now - before):+.1f} points; while it rises, add examples, best by new writers; where it is flat, "
        "clear up the confusions below instead."
    )
