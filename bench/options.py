"""How much to measure."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Seconds: how long the highest rate is confirmed, and how long each rate is tried in the search for it.

    Of the classifier: how often everything is sorted, how many of the examples are learnt (None: all), and the
    interpreter of an environment with the MiniLM rivals (None: they are not measured).
    """

    seconds: float = 300
    step: float = 40
    halvings: int = 2
    most_stored: int = 2_000_000
    most_due: int = 10_000
    memory_seconds: float = 3600
    rounds: int = 5
    most_examples: int | None = None
    minilm_python: str | None = None
    say: Callable[[str], None] = print


def quick(seconds: float = 20) -> Options:
    """Enough to see that everything runs, not enough to trust."""
    return Options(
        seconds=seconds,
        step=10,
        halvings=0,
        most_stored=100_000,
        most_due=1_000,
        memory_seconds=30,
        rounds=1,
        most_examples=2_000,
    )
