"""Part `growth`: many conversations due at once, and deliveries with many updates."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from app import settings, wake
from bench import filling, systems, texts
from bench.markdown import number, table
from bench.meta import Meta, an_update
from bench.options import Options
from bench.stand import Stand
from bench.waiting import NOT_DECIDED, NOT_TAKEN_IN, seconds_until_none

TITLE = "Growth: much at once"
DUE = (10, 100, 1_000, 10_000)
UPDATES = (1, 100, 1_000)
IN_ALL = 1_000  # updates for each size of delivery


def measure(place: Stand, options: Options) -> dict[str, Any]:
    words = texts.answered()
    due = [_due(place, many, words, options) for many in DUE if many <= options.most_due]
    return {"due": due, "deliveries": [_deliveries(place, updates, words, options) for updates in UPDATES]}


def _due(place: Stand, many: int, words: list[str], options: Options) -> dict[str, float]:
    """All conversations become due in one commit; what they are answered goes out meanwhile."""

    def work() -> tuple[float, dict[str, float]]:
        filling.make_due(place.servers["DATABASE_URL"], words)
        before = place.cpu_seconds()
        wake.wake(wake.connect(), "triage")
        seconds = seconds_until_none(place.servers["DATABASE_URL"], NOT_DECIDED)
        return seconds, _rise(before, place.cpu_seconds())

    filled = lambda: filling.fill(place.servers["DATABASE_URL"], 2 * many, 2)  # noqa: E731
    seconds, cpu = _with_lotse(place, filled, lambda _: asyncio.to_thread(work))
    options.say(f"  {many} due at once: all decided after {seconds:.1f} s")
    return {"many": many, "seconds": seconds, "triage_ms": 1000 * cpu["worker-1 triage"] / many}


def _deliveries(place: Stand, updates: int, words: list[str], options: Options) -> dict[str, float]:
    """A thousand messages of as many customers, so many to a delivery, eight deliveries side by side."""
    bodies = [
        an_update(*(_a_message(number, words) for number in range(first, first + updates)))
        for first in range(0, IN_ALL, updates)
    ]

    async def work(meta: Meta) -> tuple[float, dict[str, float]]:
        before, began = place.cpu_seconds(), time.monotonic()
        for first in range(0, len(bodies), 8):
            await asyncio.gather(*(meta.deliver(body) for body in bodies[first : first + 8]))
        await asyncio.to_thread(seconds_until_none, place.servers["DATABASE_URL"], NOT_TAKEN_IN)
        seconds, cpu = time.monotonic() - began, _rise(before, place.cpu_seconds())
        return seconds, cpu | {"acknowledged": max(meta.acknowledged), "refused": meta.refused}

    seconds, cpu = _with_lotse(place, lambda: None, work)
    options.say(f"  deliveries of {updates}: {IN_ALL} messages taken in after {seconds:.1f} s")
    return {
        "updates": updates,
        "seconds": seconds,
        "intake_ms": 1000 * cpu["worker-1 intake"] / IN_ALL,
        "web_ms": 1000 * cpu["web"] / IN_ALL,
        "slowest_ms": 1000 * cpu["acknowledged"],
        "refused": cpu["refused"],
    }


def _a_message(number: int, words: list[str]) -> dict[str, Any]:
    phone = f"49152{number:08d}"
    text = {"body": words[number % len(words)]}
    message = {"from": phone, "id": f"wamid.G{number}", "timestamp": str(int(time.time())), "type": "text"}
    return {"contacts": [{"profile": {"name": "Kim"}, "wa_id": phone}], "messages": [{**message, "text": text}]}


def _with_lotse(
    place: Stand, prepare: Callable[[], Any], work: Callable[[Meta], Any]
) -> tuple[float, dict[str, float]]:
    """The work's answer, done while Lotse runs, warm, on empty tables that `prepare` may fill."""

    async def run() -> tuple[float, dict[str, float]]:
        meta = Meta(place.port, settings.load().app_secrets[0], texts.answered(), reports=False)
        await meta.start(place.graph_port)
        try:
            await meta.write(5, 2)
            await meta.settle(30)
            place.empty()
            prepare()
            meta.acknowledged.clear()
            return await work(meta)  # type: ignore[no-any-return]
        finally:
            await meta.stop()

    place.empty()
    system = systems.lotse()
    with place.run(system.commands, system.prepare(place)):
        return asyncio.run(run())


def _rise(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    return {name: value - before.get(name, 0.0) for name, value in after.items()}


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    due = [
        [f"{one['many']:,}", number(one["seconds"]), number(1000 * one["seconds"] / one["many"]),
         number(one["triage_ms"])] for one in found["due"]
    ]  # fmt: skip
    deliveries = [
        [f"{one['updates']:,}", number(one["seconds"]), number(one["web_ms"]), number(one["intake_ms"]),
         number(one["slowest_ms"]), str(one["refused"])] for one in found["deliveries"]
    ]  # fmt: skip
    return [
        "Conversations due in one moment, until all are decided (their answers are being sent meanwhile):",
        "",
        *table(["due at once", "seconds", "ms a conversation", "triage's CPU ms a conversation"], due),
        "",
        f"{IN_ALL:,} messages in deliveries of so many updates, until all are taken in:",
        "",
        *table(["updates", "seconds", "web CPU ms a message", "intake CPU ms a message", "slowest answer ms",
                "refused"], deliveries),
    ]  # fmt: skip
