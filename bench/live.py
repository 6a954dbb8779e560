"""Part `live`: fifty open inboxes while customers write; how soon each shows what came, and what the webhook says."""

import asyncio
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2

from app import accounts, database, settings
from bench import stored, systems, texts
from bench.markdown import number, table
from bench.meta import Meta, an_update
from bench.options import Options
from bench.stand import Stand

TITLE = "Fifty open inboxes"
INBOXES, PEOPLE = 50, 25  # half of the pages show a conversation beside the list
RATES = (1, 5, 20)  # messages a second
EACH = 0.6  # seconds between an answer and a page's next question, as in app/dashboard/static/live.js
MARK_EACH = 2.0  # seconds
GIVEN_UP = 10.0
REQUIRED_MS, WEBHOOK_MS = 1000, 250
SETTLE_SECONDS = 30


@dataclass
class Seen:
    """When marked messages were written, and how many seconds later each page showed them."""

    written: dict[str, float] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)  # seconds for an answer that shows something new


def measure(place: Stand, options: Options) -> dict[str, Any]:
    system, runs = systems.lotse(), []
    for rate in RATES:
        place.empty()
        password = os.urandom(12).hex()
        people = _people(password)
        with place.run(system.commands, system.prepare(place)):
            runs.append(asyncio.run(_run(place, people, password, rate, options)))
        run = runs[-1]
        options.say(
            f"  {rate}/s: shown after p95 {run['shown_ms']['p95']:.0f} ms, {run['missed']} missed; webhook p95 "
            f"{run['webhook_ms']['p95']:.0f} ms"
        )
    place.empty()
    return {"runs": runs}


def _people(password: str) -> list[str]:
    """The addresses with which they sign in."""
    with database.sessions().begin() as db:
        people = [accounts.add_person(db, f"p{one}@example.com", "agent", password) for one in range(PEOPLE)]
        return [person.email for person in people]


async def _browser(place: Stand, email: str, password: str) -> httpx2.AsyncClient:
    """Signed in, with its own cookies and connections."""
    browser = httpx2.AsyncClient(base_url=f"http://127.0.0.1:{place.port}", timeout=30)
    form = {"csrf_token": stored.token_of((await browser.get("/sign-in")).text), "email": email, "password": password}
    answer = await browser.post("/sign-in", data=form)
    if answer.status_code != 303:
        raise RuntimeError(f"signing in answered {answer.status_code}")
    return browser


async def _run(place: Stand, people: Sequence[str], password: str, rate: float, options: Options) -> dict[str, Any]:
    meta, seen = Meta(place.port, settings.load().app_secrets[0], list(texts.answered())), Seen()
    await meta.start(place.graph_port)
    await meta.write(5, 5)
    await meta.settle(SETTLE_SECONDS)
    meta.acknowledged.clear()
    browsers = [await _browser(place, email, password) for email in people]
    pages = [asyncio.create_task(_page(browsers[one % PEOPLE], one, seen)) for one in range(INBOXES)]
    await asyncio.sleep(3)
    seen.answers.clear()
    cpu, marking = place.cpu_seconds(), asyncio.create_task(_mark(meta, seen))
    await meta.write(rate, options.seconds)
    marking.cancel()
    used = {name: took - cpu.get(name, 0.0) for name, took in place.cpu_seconds().items()}
    await asyncio.sleep(GIVEN_UP / 2)
    await _end(pages)
    for browser in browsers:
        await browser.aclose()
    await meta.settle(SETTLE_SECONDS)
    await meta.stop()
    return {
        "rate": rate,
        "shown_ms": _spread(seen.delays),
        "missed": len(seen.written) * INBOXES - len(seen.delays),
        "marks": len(seen.written),
        "answer_ms": _spread(seen.answers),
        "webhook_ms": _spread(meta.acknowledged),
        "cpu": {name: took / options.seconds for name, took in used.items()},
    }


async def _end(pages: Sequence[asyncio.Task[None]]) -> None:
    """Raises what one of them met."""
    for page in pages:
        page.cancel()
    for ended in await asyncio.gather(*pages, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended


async def _mark(meta: Meta, seen: Seen) -> None:
    """Somebody new asks for a person, with a word that no other message holds."""
    for one in range(10**6):
        word, phone = f"M{one:06d}x", f"49170{one:08d}"
        seen.written[word] = time.monotonic()
        message = {"from": phone, "id": f"wamid.M{one:012d}", "timestamp": str(int(time.time())), "type": "text"}
        contact = {"profile": {"name": "Kim"}, "wa_id": phone}
        await meta.deliver(
            an_update({"contacts": [contact], "messages": [{**message, "text": {"body": f"mensch bitte {word}"}}]})
        )
        await asyncio.sleep(MARK_EACH)


async def _page(browser: httpx2.AsyncClient, one: int, seen: Seen) -> None:
    """Asks as an open page does: a moment after each answer, with the version that it shows."""
    opened = {"conversation": str(1 + one // 2)} if one % 2 else {}
    version, known = "", set(seen.written)
    await asyncio.sleep(one / INBOXES)
    while True:
        began = time.monotonic()
        fields = {"If-None-Match": f'"{version}"', "X-Requested-With": "fetch", "X-Looking": "1", "X-Keeps": "1"}
        answer = await browser.get("/live", params={"tab": "all", **opened}, headers=fields)
        if answer.status_code not in {200, 304}:
            raise RuntimeError(f"/live answered {answer.status_code}")
        version = answer.headers["ETag"].removeprefix("W/").strip('"')
        if answer.status_code == 200:
            _note(answer.text, known, seen, began)
        await asyncio.sleep(EACH)


def _note(shown: str, known: set[str], seen: Seen, began: float) -> None:
    now = time.monotonic()
    seen.answers.append(now - began)
    for word, written in list(seen.written.items())[-int(GIVEN_UP / MARK_EACH) :]:
        if word not in known and word in shown:
            known.add(word)
            seen.delays.append(now - written)


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100)
    return {"p50": 1000 * cuts[49], "p95": 1000 * cuts[94]}


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    head = ["messages /s", "shown after p50 / p95 ms", "not within 10 s", "answer p50 / p95 ms", "webhook p50 / p95 ms"]
    return [
        f"{INBOXES} pages of {PEOPLE} people ask every {1000 * EACH:g} ms, half of them with a conversation open; "
        f"every {MARK_EACH:g} s somebody new writes, and each page is watched for it (required: shown within "
        f"{REQUIRED_MS} ms at p95, the webhook within {WEBHOOK_MS} ms). What asks runs on the same machine.",
        "",
        *table([*head, "CPU of the processes"], [_row(run) for run in found["runs"]]),
    ]


def _row(run: dict[str, Any]) -> list[str]:
    pairs = [
        " / ".join(number(run[name][cut]) for cut in ("p50", "p95")) for name in ("shown_ms", "answer_ms", "webhook_ms")
    ]
    cpu = ", ".join(f"{name} {share:.2f}" for name, share in run["cpu"].items())
    return [number(run["rate"]), pairs[0], str(run["missed"]), *pairs[1:], cpu]
