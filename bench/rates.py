"""Part `rivals`: the highest rate held by Lotse and by its rivals at equal processes, and what a message costs."""

from typing import Any

from bench import systems, texts
from bench.markdown import number, ratio, table
from bench.options import Options
from bench.stand import Stand
from bench.trials import Trials

TITLE = "Lotse and the obvious design, at equal processes"
REQUIRED = {"(a) obvious": 20, "(b) preloaded": 8}
SIZES = ("statements", "commits", "redis commands", "wal_kb")


def measure(place: Stand, options: Options) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for system in (systems.lotse(), systems.warm(), systems.cold()):
        trials = Trials(place, system, texts.answered(), options)
        best = trials.highest()
        found[system.name] = {"best": best.plain() if best else None, "trials": trials.plain()}
    return found


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    held = {name: one["best"] for name, one in found.items() if one["best"]}
    return [
        "Each has two gunicorn workers with 32 threads and four worker processes (Lotse also its clock), the same "
        "PostgreSQL, Valkey, classifier and load. (a) is RQ's stock worker, which forks for each job, with the "
        "classifier loaded in the job; (b) is RQ's `SimpleWorker`, which does not fork, with the classifier loaded "
        "once per process. Both store the message, send the answer by `requests.post` and note its statuses, and "
        "nothing else of what Lotse does. numpy has one thread in all of them: with its default of one for each core, "
        "(b) takes five times the CPU on two cores. Meta's stand-in lets the number send any number of messages here: "
        "like one of a higher throughput level.",
        "",
        *table(["", "rate held /s", "for s", "acknowledged p50 / p95 / p99 ms", "answered p50 / p95 / p99 ms"], [
            _row(name, one["best"]) for name, one in found.items()
        ]),
        "",
        *_ratios(found, held),
        "",
        "What a message costs, its answer and three statuses included (at the rate held):",
        "",
        *table(["", "CPU ms", "SQL statements", "commits", "Redis commands", "log kB"], [
            [name, number(sum(run["cpu_ms"].values())), *(number(run["asked"][size]) for size in SIZES)]
            for name, run in held.items()
        ]),
        "",
        "CPU ms a message by process:",
        "",
        *(f"- {name}: " + ", ".join(f"{part} {number(cpu)}" for part, cpu in run["cpu_ms"].items())
          for name, run in held.items()),
        "",
        "Memory, resident / fair share (PSS) in MB, at rest and at the end:",
        "",
        *(f"- {name}: " + ", ".join(_memory(part, run) for part in run["end_mb"]) for name, run in held.items()),
        "",
        *_tried(found),
    ]  # fmt: skip


def _row(name: str, run: dict[str, Any] | None) -> list[str]:
    if run is None:
        return [name, "held no rate", "", "", ""]
    spreads = (_spread(run["acknowledged_ms"]), _spread(run["answered_ms"]))
    return [name, number(run["rate"]), number(run["seconds"]), *spreads]


def _ratios(found: dict[str, Any], held: dict[str, Any]) -> list[str]:
    if "Lotse" not in held:
        return ["Lotse held no rate, so there are no ratios."]
    return [
        _ratio(name, least, held["Lotse"], held[name]) if name in held else _no_ratio(name, found[name]["trials"])
        for name, least in REQUIRED.items()
    ]


def _ratio(name: str, least: int, lotse: dict[str, Any], rival: dict[str, Any]) -> str:
    return (
        f"Lotse : {name} = {ratio(lotse['rate'], rival['rate'])} in messages a second (required: {least}), "
        f"{ratio(sum(rival['cpu_ms'].values()), sum(lotse['cpu_ms'].values()))} in messages per CPU second.  "
    )


def _no_ratio(name: str, trials: list[dict[str, Any]]) -> str:
    lowest = min(run["rate"] for run in trials)
    return f"Lotse : {name}: no ratio, because {name} held no rate (the lowest that was tried: {number(lowest)} /s).  "


def _spread(cuts: dict[str, float]) -> str:
    return " / ".join(number(value) for value in cuts.values())


def _memory(part: str, run: dict[str, Any]) -> str:
    (rest, fair_rest), (end, fair_end) = run["rest_mb"].get(part, (0, 0)), run["end_mb"][part]
    return f"{part} {rest:.0f} / {fair_rest:.0f}, then {end:.0f} / {fair_end:.0f}"


def _tried(found: dict[str, Any]) -> list[str]:
    """Every rate tried, so that the search can be followed."""
    rows = [
        [name, number(run["rate"]), number(run["seconds"]), run["trouble"] or "held", _spread(run["answered_ms"])]
        for name, one in found.items()
        for run in one["trials"]
    ]
    head = ["", "rate /s", "for s", "", "answered p50 / p95 / p99 ms"]
    return ["<details><summary>Every rate tried</summary>", "", *table(head, rows), "", "</details>"]
