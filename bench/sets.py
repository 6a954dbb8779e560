"""Part `processes`: one, two and four worker dynos on one PostgreSQL and one Valkey."""

from typing import Any

from bench import systems, texts
from bench.locks import LockSamples
from bench.markdown import number, table
from bench.options import Options
from bench.stand import Stand
from bench.trials import Trials

TITLE = "More processes on one PostgreSQL and one Valkey"
SETS = (1, 2, 4)
RATE = 12.0  # messages a second for each dyno: what is asked is what more processes cost each other


def measure(place: Stand, options: Options) -> dict[str, Any]:
    found = []
    for workers in SETS:
        trials = Trials(place, systems.lotse(workers), texts.answered(), options)
        with LockSamples(place.servers["DATABASE_URL"].url) as locks:
            run = trials.run(workers * RATE, max(options.step, 10))
        options.say(f"  {workers} worker dynos: {run.cpu_sum:.1f} ms of CPU a message; lock waits {locks.waiting}")
        seen = {"samples": locks.samples, "with_waiters": locks.with_waiters, "waiting": locks.waiting}
        found.append({"workers": workers, "run": run.plain(), **seen})
    return {"sets": found}


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    return [
        f"Four worker processes to a dyno; {RATE:g} messages a second with their statuses for each, so that all dynos "
        "have the same to do. This machine's cores end long before four dynos do, so what counts is that a message "
        "costs about the same CPU and that nobody waits for a lock: then nothing that the processes share is the "
        "limit. Sampled every 50 ms. (A round costs the same for one message as for many, so more dynos than a load "
        "needs cost more: 40 a second took 17, 24 and 37 ms a message with one, two and four of them.)",
        "",
        *table(
            ["worker dynos", "worker CPU ms a message", "PostgreSQL CPU ms", "Valkey CPU ms", "all CPU ms",
             "samples with a session waiting for a lock", "what for (sessions seen)", "deadlocks"],
            [_row(one) for one in found["sets"]],
        ),
    ]  # fmt: skip


def _row(one: dict[str, Any]) -> list[str]:
    cpu = one["run"]["cpu_ms"]
    workers = sum(used for name, used in cpu.items() if name.startswith("worker"))
    waited = ", ".join(f"{event} {sessions}" for event, sessions in one["waiting"].items()) or "nothing"
    share = f"{100 * one['with_waiters'] / max(one['samples'], 1):.1f} % of {one['samples']}"
    deadlocks = one["run"]["asked"]["deadlocks"] * one["run"]["answered"]
    figures = (workers, cpu["postgres"], cpu["valkey"], sum(cpu.values()))
    return [str(one["workers"]), *map(number, figures), share, waited, f"{deadlocks:.0f}"]
