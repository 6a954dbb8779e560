"""Part `stored`: the dashboard's pages over many stored messages, and the plans of every statement on the way."""

import os
import random
import re
import statistics
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpx2

from app import accounts, database
from app.dashboard.listing import TABS
from bench import filling, plans, systems
from bench.markdown import number, table
from bench.options import Options
from bench.stand import Stand

TITLE = "Growth: many stored messages"
SIZES = (100_000, 2_000_000)
SPAN = 90 * 86400  # seconds over which they came, so that a day of the ledger is not all of them
TIMES = 100
REQUIRED_MS = 100
EMAIL = "agent@example.com"


def measure(place: Stand, options: Options) -> dict[str, Any]:
    system, found = systems.lotse(), []
    for messages in (size for size in SIZES if size <= options.most_stored):
        place.empty()
        options.say(f"  storing {messages:,} messages")
        conversations = filling.fill(place.servers["DATABASE_URL"], messages, apart=SPAN / messages)
        password = os.urandom(12).hex()
        with database.sessions().begin() as session:
            person = accounts.add_person(session, EMAIL, "agent", password).id
        with place.run({"web": system.commands["web"]}, system.prepare(place)):
            pages = pages_of(f"http://127.0.0.1:{place.port}", password, _paths(conversations))
        options.say(
            f"  {messages:,} stored: " + ", ".join(f"{name} p95 {ms['p95']:.0f} ms" for name, ms in pages.items())
        )
        found.append({"messages": messages, "pages": pages, "plans": plans.whole_reads(person, conversations // 2)})
    place.empty()
    return {"sizes": found}


def _paths(conversations: int) -> Iterator[tuple[str, list[str]]]:
    dice = random.Random(7)
    yield "list", [f"/?tab={dice.choice(TABS)}&page={dice.choice((1, 1, 2, 10))}" for _ in range(TIMES)]
    yield "conversation", [f"/conversations/{dice.randint(1, conversations)}" for _ in range(TIMES)]


def pages_of(address: str, password: str, paths: Iterable[tuple[str, list[str]]]) -> dict[str, dict[str, float]]:
    """Milliseconds until a page is there, by its kind, one request at a time."""
    with httpx2.Client(base_url=address, follow_redirects=True, timeout=60) as browser:
        _sign_in(browser, password)
        return {name: _timed(browser, given) for name, given in paths}


def _sign_in(browser: httpx2.Client, password: str) -> None:
    form = {"csrf_token": token_of(browser.get("/sign-in").text), "email": EMAIL, "password": password}
    browser.post("/sign-in", data=form).raise_for_status()


def token_of(page: str) -> str:
    """What a form of that page has to bring along."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    return token[1] if token else ""


def _timed(browser: httpx2.Client, paths: Iterable[str]) -> dict[str, float]:
    took = []
    for path in paths:
        began = time.perf_counter()
        answer = browser.get(path)
        took.append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200 or answer.url.path == "/sign-in":
            raise RuntimeError(f"{path} answered {answer.status_code} at {answer.url.path}")
    cuts = statistics.quantiles(took, n=100)
    return {"p50": cuts[49], "p95": cuts[94]}


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    rows = [
        [f"{size['messages']:,}", page, number(ms["p50"]), number(ms["p95"])]
        for size in found["sizes"]
        for page, ms in size["pages"].items()
    ]
    checked = [line for size in found["sizes"] for line in _checked(size)]
    return [
        f"Pages of the inbox, signed in over HTTP, one request at a time (required: under {REQUIRED_MS} ms at p95):",
        "",
        *table(["stored messages", "page", "p50 ms", "p95 ms"], rows),
        "",
        "Plans of every statement of the list, a conversation, the ledger's pages, the clock, its minutely check, "
        "pruning, the claims and a message's whole way:",
        "",
        *checked,
    ]


def _checked(size: dict[str, Any]) -> list[str]:
    whole = size["plans"]["whole"]
    stored, statements = size["messages"], size["plans"]["statements"]
    first = f"- {stored:,} stored: {statements} statements, {len(whole)} read a large table whole"
    return [first, *(f"  - {', '.join(tables)}: `{text[:200]}`" for text, tables in whole.items())]
