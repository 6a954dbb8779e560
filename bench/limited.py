"""Part `limited`: as many messages a second as Meta lets a default number send, with that limit in force."""

from typing import Any

from bench import systems, texts
from bench.held import why_not
from bench.markdown import number, table
from bench.options import Options
from bench.stand import Stand
from bench.trials import Trials
from simulator.rates import A_SECOND

TITLE = "Lotse on a default number"
SHARES = (0.975, 1.0)  # of the limit; at all of it nothing can ever be made up for


def measure(place: Stand, options: Options) -> dict[str, Any]:
    trials = Trials(place, systems.lotse(), texts.answered(), options)
    return {"runs": [_run(trials, share * A_SECOND, options) for share in SHARES]}


def _run(trials: Trials, rate: float, options: Options) -> dict[str, Any]:
    run = trials.run(rate, options.seconds, limit=A_SECOND)
    trouble = why_not(run)
    options.say(f"  {rate:g}/s of customers, {A_SECOND}/s to Meta: {trouble or 'held'}; {run.limited} sends refused")
    return {**run.plain(), "trouble": trouble}


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    head = ["customers /s", "for s", "answered p50 / p95 / p99 ms", "sends refused", "open at the end", ""]
    return [
        f"Meta's stand-in refuses what a number sends beyond {A_SECOND} a second (error 130429; a second's worth may "
        "go at once; blue ticks and what customers write do not count). Lotse does not know the limit beforehand.",
        "",
        *table(head, [_row(run) for run in found["runs"]]),
    ]


def _row(run: dict[str, Any]) -> list[str]:
    answered = " / ".join(number(value) for value in run["answered_ms"].values())
    figures = (number(run["rate"]), number(run["seconds"]), answered, str(run["limited"]), str(run["open"][-1]))
    return [*figures, run["trouble"] or "held"]
