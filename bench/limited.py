"""Lotse on a default number: as many messages a second as Meta lets it send, with that limit in force."""

from typing import Any

from bench import systems, texts
from bench.held import why_not
from bench.markdown import number, table
from bench.options import Options
from bench.stand import Stand
from bench.trials import Trials
from simulator.rates import A_SECOND


def measure(place: Stand, options: Options) -> dict[str, Any]:
    trials = Trials(place, systems.lotse(), texts.answered(), options)
    run = trials.run(A_SECOND, options.seconds, limit=A_SECOND)
    trouble = why_not(run)
    options.say(f"  Lotse at {A_SECOND}/s and no more: {trouble or 'held'}; {run.limited} sends refused")
    return {**run.plain(), "trouble": trouble}


def show(run: dict[str, Any]) -> list[str]:
    cuts = [number(value) for value in run["answered_ms"].values()]
    row = [number(run["rate"]), number(run["seconds"]), *cuts, str(run["limited"]), run["trouble"] or "held"]
    return [
        "### Lotse on a default number",
        "",
        f"Meta's stand-in refuses what a number sends beyond {A_SECOND} a second (error 130429; a second's worth may "
        "go at once; blue ticks and what customers write do not count), and customers write as much.",
        "",
        *table(["rate /s", "for s", *(f"answered {cut} ms" for cut in run["answered_ms"]), "refused sends", ""], [row]),
        "",
    ]
