"""One run: customers write at a rate, and what came of it is measured."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app import settings
from bench import counts
from bench.meta import Meta
from bench.stand import Stand
from bench.systems import System

PERCENTILES = (50, 95, 99)
SETTLE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Run:
    """Latencies in ms by percentile; CPU in ms, and everything in `asked`, per answered message; memory in MB."""

    rate: float
    seconds: float
    wrote: int
    answered: int
    lasted: float
    refused: int
    twice: int
    limited: int  # sends that Meta refused, because the number sent too many in a second
    open: list[int]  # messages without an answer, twice a second
    acknowledged_ms: dict[str, float]
    answered_ms: dict[str, float]
    cpu_ms: dict[str, float]
    asked: dict[str, float]
    rest_mb: dict[str, tuple[float, float]]
    end_mb: dict[str, tuple[float, float]]

    @property
    def cpu_sum(self) -> float:
        return sum(self.cpu_ms.values())

    def plain(self) -> dict[str, Any]:
        return asdict(self)


async def measure(
    stand: Stand,
    system: System,
    texts: Sequence[str],
    rate: float,
    seconds: float,
    reports: bool = True,
    limit: float | None = None,
) -> Run:
    """Let customers write to the running system, and wait a while for what is open then."""
    meta = Meta(stand.port, settings.load().app_secrets[0], list(texts), reports=reports, limit=limit)
    await meta.start(stand.graph_port)
    try:
        await meta.write(*system.warm_up)  # connections, caches and the classifier get warm
        await meta.settle(SETTLE_SECONDS)
        return await _measured(stand, meta, rate, seconds)
    finally:
        await meta.stop()


async def _measured(stand: Stand, meta: Meta, rate: float, seconds: float) -> Run:
    meta.acknowledged.clear()
    meta.answered.clear()
    rest, cpu, asked, began = stand.memory_mb(), stand.cpu_seconds(), counts.read(stand.servers), time.monotonic()
    sampling = asyncio.create_task(_sample(meta))
    wrote = await meta.write(rate, seconds)
    sampling.cancel()
    await meta.settle(SETTLE_SECONDS)
    lasted, done = time.monotonic() - began, max(len(meta.answered), 1)
    return Run(
        rate,
        seconds,
        wrote,
        len(meta.answered),
        lasted,
        meta.refused,
        meta.twice,
        meta.sends.refused,
        meta.open_samples,
        _spread(meta.acknowledged),
        _spread(meta.answered),
        {name: 1000 * used / done for name, used in _difference(stand.cpu_seconds(), cpu).items()},
        {name: number / done for name, number in _difference(counts.read(stand.servers), asked).items()},
        rest,
        stand.memory_mb(),
    )


async def _sample(meta: Meta) -> None:
    meta.open_samples.clear()
    while True:
        await asyncio.sleep(0.5)
        meta.open_samples.append(len(meta.written))


def _difference(after: dict[str, float], before: dict[str, float]) -> dict[str, float]:
    return {name: value - before.get(name, 0.0) for name, value in after.items()}


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    """Percentiles in ms; of fewer than two there are none."""
    if len(seconds) < 2:
        return {}
    cuts = statistics.quantiles(seconds, n=100)
    return {f"p{cut}": 1000 * cuts[cut - 1] for cut in PERCENTILES}
