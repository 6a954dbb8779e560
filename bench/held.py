"""Whether a rate was held: PURE."""

from collections.abc import Sequence
from statistics import fmean

from bench.run import Run

MEDIAN_MS, WORST_MS = 250, 1000  # Meta's guidance for a webhook: at most 1 % of the answers above a second
A_FEW = 5  # messages; at low rates the count jumps


def why_not(run: Run) -> str | None:
    """None: held. Otherwise what was wrong, in a few words."""
    if run.refused:
        return f"{run.refused} deliveries refused"
    if run.twice:
        return f"{run.twice} answered twice"
    if run.answered < run.wrote:
        return f"{run.wrote - run.answered} not answered soon after"
    at_the_end = fmean(run.open[-4:] or [0])
    explained = 3 * run.rate * run.answered_ms.get("p50", 0) / 1000
    if at_the_end > explained + A_FEW:
        return f"backlog of {at_the_end:.0f} at the end"
    if grows(run.open, run.rate):
        return "the backlog grew"
    if run.acknowledged_ms.get("p50", 0) > MEDIAN_MS or run.acknowledged_ms.get("p99", 0) > WORST_MS:
        return "the webhook answered too late"
    return None


def grows(samples: Sequence[int], rate: float) -> bool:
    """Whether the second half's backlog is above the first's by more than a quarter of a second's messages and half."""
    half = len(samples) // 2
    if not half:
        return False
    first, second = fmean(samples[:half]), fmean(samples[half:])
    return second > 1.5 * first + 0.25 * rate + A_FEW
