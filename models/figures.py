"""The evaluation's pictures, as SVG to stand in a page, in the page's colours and letters."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from models.curves import Bin
from models.report import Level

SIZE = (4.5, 3.6)  # inches
# Drawn in these, and written as the page's, which are others in the dark.
TEXT, ACCENT, OTHER = "#101112", "#101113", "#101114"
COLOURS = {TEXT: "currentColor", ACCENT: "var(--accent)", OTHER: "var(--other)"}
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "lotse",
    "font.size": 9.5,
    "lines.color": ACCENT,
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), TEXT),
}
DOTS = ("o", "D", "s")


def coverage(points: Sequence[tuple[float, float]], levels: Mapping[str, Level], target: float) -> str:
    """How much is answered at which precision, by the points of `models.curves.coverage`; `levels` are marked, by
    their names."""
    known = {name: level for name, level in levels.items() if level.precision is not None}
    said = "; ".join(f"{name}: {_at(level)}" for name, level in known.items())
    with _drawn("answered, % of all messages", "right, % of the answered") as (figure, axes):
        axes.plot([100 * across for across, _ in points], [100 * up for _, up in points], color=ACCENT)
        axes.axhline(100 * target, color=OTHER, linewidth=1, linestyle="--", label=f"target {100 * target:.0f} %")
        for (name, level), dot in zip(known.items(), DOTS, strict=False):
            place = (100 * level.coverage, 100 * (level.precision or 0))
            axes.plot(*place, dot, color=OTHER, markersize=8, linestyle="none", label=name)
        axes.set_ylim(bottom=min(90.0, axes.get_ylim()[0]))  # room for the names under the target
        axes.yaxis.set_major_formatter(mpl.ticker.StrMethodFormatter("{x:g}"))
        axes.legend(frameon=False, loc="lower left")
        return _svg(figure, "coverage", f"Curve of what is right by what is answered. {said}.")


def _at(level: Level) -> str:
    return f"{level.coverage:.1%} answered, {level.precision or 0:.1%} of it rightly"


def reliability(bins: Sequence[Bin]) -> str:
    """How often predictions of a confidence are right; on the diagonal they are as sure as they should be."""
    places = [(100 * found.confidence, 100 * found.right) for found in bins]
    said = "; ".join(f"confidence {across:.0f} %, right {up:.0f} %" for across, up in places)
    with _drawn("confidence, %", "right intent, %") as (figure, axes):
        axes.plot([0, 100], [0, 100], color=OTHER, linewidth=1, linestyle="--", label="as sure as it should be")
        axes.plot([x for x, _ in places], [y for _, y in places], color=ACCENT, marker="o", label="measured")
        for found, place in zip(bins, places, strict=True):
            axes.annotate(f"{found.messages:,}", place, textcoords="offset points", xytext=(6, -10), size=8)
        axes.set_xlim(-2, 114)
        axes.set_ylim(-8, 104)
        axes.legend(frameon=False, loc="upper left")
        return _svg(figure, "reliability", f"Curve of what is right by confidence. {said}.")


def learning(points: Sequence[tuple[int, float]]) -> str:
    """The share that is right in scope by the number of examples learnt from: does it still rise?"""
    said = "; ".join(f"{number:,} examples, {share:.1%} right" for number, share in points)
    with _drawn("examples", "right intent, % of those in scope") as (figure, axes):
        axes.plot([number for number, _ in points], [100 * share for _, share in points], color=ACCENT, marker="o")
        for number, share in points:
            axes.annotate(f"{100 * share:.1f}", (number, 100 * share), textcoords="offset points", xytext=(5, -11))
        axes.margins(0.15)
        axes.set_xlim(left=0)
        axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(5))
        axes.xaxis.set_major_formatter(mpl.ticker.StrMethodFormatter("{x:,.0f}"))
        return _svg(figure, "learning", f"Curve of what is right by the number of examples. {said}.")


@contextmanager
def _drawn(across: str, up: str) -> Iterator[tuple[Figure, Axes]]:
    """Axes with these names to draw on."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=SIZE, layout="constrained")
        axes = figure.add_subplot()
        axes.set_xlabel(across)
        axes.set_ylabel(up)
        axes.spines[["top", "right"]].set_visible(False)
        yield figure, axes


def _svg(figure: Figure, name: str, said: str) -> str:
    """The same for the same picture; its ids begin with its name, since a page holds several pictures."""
    written = io.StringIO()
    figure.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = re.sub(r"^.*?(?=<svg)|<metadata>.*?</metadata>", "", written.getvalue(), flags=re.DOTALL)
    svg = re.sub(r'(\bid="|"#|url\(#)', rf"\g<1>{name}-", svg)
    for drawn, shown in COLOURS.items():
        svg = svg.replace(drawn, shown)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(said)}" ', 1)
