"""The evaluation's pictures, as SVG to stand in a page."""

import io
import re
from collections.abc import Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from models.prediction import Prediction

BINS = 10
ACCENT, OTHER, TEXT = "#0d5c6d", "#d9822b", "#33454c"


def confusion(labels: Sequence[str], predictions: Sequence[Prediction]) -> str:
    """Which intent was taken for which: rows are right, columns predicted, in percent of the row."""
    names = sorted(set(labels))
    column = {name: number for number, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)))
    for label, prediction in zip(labels, predictions, strict=True):
        if prediction.intent in column:
            counts[column[label], column[prediction.intent]] += 1
    shares = 100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure, axes = _axes(2.5 + 0.34 * len(names), 2.0 + 0.34 * len(names))
    axes.imshow(np.sqrt(shares), cmap="YlGnBu", vmin=0, vmax=10)
    for row, share in zip(*np.nonzero(shares >= 1), strict=True):
        dark = shares[row, share] > 40
        axes.text(
            share, row, f"{shares[row, share]:.0f}", ha="center", va="center", color="w" if dark else TEXT, size=7
        )
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("predicted")
    axes.set_ylabel("right")
    return _svg(figure)


def reliability(confidence: Sequence[float], right: Sequence[bool]) -> str:
    """How often predictions of a confidence are right; on the diagonal they are as sure as they should be."""
    sure, was_right = np.asarray(confidence), np.asarray(right, dtype=float)
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    filled = [number for number in range(BINS) if (places == number).any()]
    figure, axes = _axes(4.6, 4.2)
    axes.plot([0, 1], [0, 1], color=OTHER, linewidth=1, linestyle="--", label="as sure as it should be")
    means = [(sure[places == number].mean(), was_right[places == number].mean()) for number in filled]
    axes.plot(*zip(*means, strict=True), color=ACCENT, marker="o", label="measured")
    for number, (across, up) in zip(filled, means, strict=True):
        axes.annotate(f"{(places == number).sum()}", (across, up), textcoords="offset points", xytext=(5, -9), size=7)
    axes.set_xlabel("confidence")
    axes.set_ylabel("share that is right")
    axes.legend(frameon=False)
    return _svg(figure)


def coverage(confidence: Sequence[float], right: Sequence[bool], threshold: float) -> str:
    """How much is answered at which precision, from the strictest threshold to none; the dot is the one in use."""
    order = np.argsort(-np.asarray(confidence))
    was_right = np.asarray(right, dtype=float)[order]
    answered = np.arange(1, len(order) + 1)
    precision = np.cumsum(was_right) / answered
    figure, axes = _axes(4.6, 4.2)
    axes.plot(100 * answered / len(order), 100 * precision, color=ACCENT)
    in_use = int((np.asarray(confidence) >= threshold).sum())
    if in_use:
        axes.plot(100 * in_use / len(order), 100 * precision[in_use - 1], "o", color=OTHER)
    axes.set_xlabel("answered, % of all messages")
    axes.set_ylabel("right, % of the answered")
    axes.set_ylim(bottom=min(80.0, 100 * float(precision.min())), top=100.5)
    return _svg(figure)


def learning(points: Sequence[tuple[int, float]]) -> str:
    """The share that is right in scope by the number of examples learnt from: does it still rise?"""
    figure, axes = _axes(4.6, 4.2)
    axes.plot(*zip(*points, strict=True), color=ACCENT, marker="o")
    axes.set_xlabel("examples")
    axes.set_ylabel("right in scope, share")
    return _svg(figure)


def _axes(width: float, height: float) -> tuple[Figure, Axes]:
    """In inches."""
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.tick_params(labelsize=8, colors=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure: Figure) -> str:
    """Without what stands before the element, and the same for the same picture."""
    written = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "lotse", "font.family": "sans-serif"}):
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return re.sub(r"^.*?(?=<svg)", "", written.getvalue(), flags=re.DOTALL)
