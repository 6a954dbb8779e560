"""One run at one rate against one web and one worker process of the Procfile (or a rival), printed.

    python -m bench.load --rate 80 --seconds 60

Customers write at the rate, the answers go through a Graph API with Meta's latency, and each answer is reported on
three times.
"""

import argparse
import asyncio

from bench import systems, texts
from bench.run import Run, measure
from bench.stand import stand
from commands import house


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rate", type=float, default=80, help="messages a second (80)")
    options.add_argument("--seconds", type=float, default=60, help="how long customers write (60)")
    options.add_argument("--workers", type=int, default=1, help="worker processes of the Procfile (1)")
    options.add_argument("--rival", choices=("cold", "warm"), help="measure this rival instead of Lotse")
    options.add_argument("--limit", type=float, help="messages a second that Meta lets the number send (any number)")
    options.add_argument("--no-statuses", action="store_true", help="Meta reports nothing on the answers")
    given = options.parse_args()
    system = {"cold": systems.cold, "warm": systems.warm}.get(given.rival, lambda: systems.lotse(given.workers))()
    with stand(house.var_dir() / "bench") as place, place.run(system.commands, system.prepare(place)):
        asked = (given.rate, given.seconds, not given.no_statuses, given.limit)
        _print(asyncio.run(measure(place, system, texts.answered(), *asked)))


def _print(run: Run) -> None:
    print(f"{run.wrote} messages at {run.rate:g}/s, {run.answered} answered in {run.lasted:.1f} s")
    print(f"open when customers stopped: {run.open[-1:]}; refused: {run.refused}; answered twice: {run.twice}")
    print(f"sends refused by Meta, too many in a second: {run.limited}")
    print(f"acknowledged after  {_list(run.acknowledged_ms, ' ms')}")
    print(f"answered after      {_list(run.answered_ms, ' ms')}")
    print(f"CPU ms a message    {run.cpu_sum:.1f} = {_list(run.cpu_ms)}")
    print(f"a message           {_list(run.asked)}")
    print("memory MB (RSS, PSS) " + ", ".join(f"{name} {rss:.0f} {pss:.0f}" for name, (rss, pss) in run.end_mb.items()))


def _list(values: dict[str, float], unit: str = "") -> str:
    return ", ".join(f"{name} {value:.1f}{unit}" for name, value in values.items())


if __name__ == "__main__":
    main()
