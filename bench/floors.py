"""Part `floor`: what a message of Lotse's costs, beside what it cannot cost less than."""

from typing import Any

from bench import floor, systems, texts
from bench.markdown import number, ratio, table
from bench.options import Options
from bench.stand import Stand
from bench.trials import Trials

TITLE = "Lotse and the floor"
RATES = (30.0, 80.0)  # messages a second: what a busy shop has, and what a number may send
REQUIRED = 3


def measure(place: Stand, options: Options) -> dict[str, Any]:
    steps = floor.measure(place)
    options.say(f"  the floor: {floor.total(steps):.2f} ms of CPU")
    trials = Trials(place, systems.lotse(), texts.answered(), options)
    runs = {}
    for rate in RATES:
        for what, reports in (("with its three statuses", True), ("alone", False)):
            name = f"{what}, {rate:g} a second"
            runs[name] = trials.run(rate, max(options.step, 20), reports)
            options.say(f"  Lotse, the message {name}: {runs[name].cpu_sum:.1f} ms of CPU")
    return {"steps": steps, "runs": {name: run.plain() for name, run in runs.items()}}


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    least = floor.total(found["steps"])
    rows = [[name, f"{cpu:.3f}"] for name, cpu in found["steps"].items()]
    return [
        "Each step alone, over a thousand times, in ms of CPU. `POST by httpx2`, the library that Lotse sends with, "
        "is for comparison and not added.",
        "",
        *table(["step", "CPU ms"], [*rows, ["**the floor**", f"**{least:.3f}**"]]),
        "",
        "A message of Lotse's (the floor has no statuses, blue ticks, conversation or decision):",
        "",
        *table(
            ["message", "CPU ms", f"times the floor (required: {REQUIRED})", "by process"],
            [_row(name, run, least) for name, run in found["runs"].items()],
        ),
    ]


def _row(name: str, run: dict[str, Any], least: float) -> list[str]:
    whole = sum(run["cpu_ms"].values())
    parts = ", ".join(f"{part} {number(cpu)}" for part, cpu in run["cpu_ms"].items())
    return [name, number(whole), ratio(whole, least), parts]
