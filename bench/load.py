"""How many messages a second one web and one worker process of the Procfile keep up with on this machine.

    python -m bench.load --rate 80 --seconds 60

Customers write at the rate, Lotse answers through a Graph API with Meta's latency, and each answer is reported on three
times. Prints what was held, how long people waited, and what it cost.
"""

import argparse
import asyncio
import statistics
import time

from app import settings
from bench.meta import Meta
from bench.stand import Stand, stand
from commands import house

TEXTS = ["wann habt ihr offen", "habt ihr samstag offen?", "bis wann habt ihr heute auf", "when are you open"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rate", type=float, default=80, help="messages a second (80)")
    options.add_argument("--seconds", type=float, default=60, help="how long customers write (60)")
    options.add_argument("--workers", type=int, default=1, help="worker processes of the Procfile (1)")
    given = options.parse_args()
    with stand(house.var_dir() / "bench") as lotse:
        lotse.start(given.workers)
        try:
            asyncio.run(_run(lotse, given.rate, given.seconds))
        finally:
            lotse.stop()


async def _run(lotse: Stand, rate: float, seconds: float) -> None:
    meta = Meta(lotse.port, settings.load().app_secrets[0], TEXTS)
    await meta.start(lotse.graph_port)
    await meta.write(5, 3)  # connections, caches and the classifier get warm
    await meta.settle(20)
    meta.acknowledged.clear(), meta.answered.clear()
    before, began = lotse.cpu_seconds(), time.monotonic()
    wrote = await meta.write(rate, seconds)
    open_at_the_end = len(meta.written)
    await meta.settle(60)
    lasted = time.monotonic() - began
    used = {name: value - before.get(name, 0) for name, value in lotse.cpu_seconds().items()}
    print(f"{wrote} messages at {rate:.0f}/s, {len(meta.answered)} answered in {lasted:.1f} s")
    print(f"open when customers stopped: {open_at_the_end}; refused: {meta.refused}; answered twice: {meta.twice}")
    print(f"acknowledged after  {_spread(meta.acknowledged)}")
    print(f"answered after      {_spread(meta.answered)}")
    print("CPU ms a message    " + ", ".join(f"{name} {1000 * cpu / wrote:.1f}" for name, cpu in used.items()))
    print("memory MB           " + ", ".join(f"{name} {size:.0f}" for name, size in lotse.megabytes().items()))


def _spread(seconds: list[float]) -> str:
    if len(seconds) < 2:
        return "too few"
    cuts = statistics.quantiles(seconds, n=100)
    return ", ".join(f"p{cut} {1000 * cuts[cut - 1]:.0f} ms" for cut in (50, 95, 99))


if __name__ == "__main__":
    main()
