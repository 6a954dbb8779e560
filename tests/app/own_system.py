"""A small server that plays the business's own system, each answer as a test tells it, and a Lotse that asks it."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from app.lookups.client import OwnSystemClient
from app.lookups.running import Client, look_up_due
from app.playbook.intents import OwnSystem
from app.playbook.model import Playbook
from app.playbook.rules import Lookups
from models.prediction import Prediction
from tests.lotse import PLAYBOOK, Lotse, predicts
from tests.webhooks import text_message

SHIPPED = {"order": {"status": "shipped", "delivery": {"date": "12.12."}}}
WORDS = {"shipped": {"de": "ist unterwegs", "en": "is on its way"}}
ANSWERS = {"de": "Ihre Bestellung {{status}}, am {{eta}} ist sie da.", "en": "Your order {{status}}, due on {{eta}}."}
NUMBER = "AB-12345"


@dataclass
class Shop:
    """`gives` is an answer's JSON, or its raw bytes; `trickles` sends it byte by byte with so many seconds between."""

    gives: Any = field(default_factory=lambda: SHIPPED)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    waits: float = 0.0
    trickles: float = 0.0
    asked: list[str] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)  # each request's header
    together: int = 0  # how many were asking at once
    _now: int = 0
    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def body(self) -> bytes:
        return self.gives if isinstance(self.gives, bytes) else json.dumps(self.gives).encode()


@contextmanager
def playing(shop: Shop) -> Iterator[Shop]:
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Silence."""

        def do_GET(self) -> None:
            shop.asked.append(self.path)
            shop.told.append(dict(self.headers.items()))
            shop._now += 1
            shop.together = max(shop.together, shop._now)
            ended.wait(shop.waits)
            shop._now -= 1
            body = shop.body
            self.send_response(shop.status)
            for name, value in {"Content-Length": str(len(body)), **shop.headers}.items():
                self.send_header(name, value)
            try:
                self.end_headers()
                self._send(body)
            except OSError:  # nobody waits for it any more
                self.close_connection = True

        def _send(self, body: bytes) -> None:
            for piece in [body[at : at + 1] for at in range(len(body))] if shop.trickles else [body]:
                if ended.wait(shop.trickles):
                    return
                self.wfile.write(piece)

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    shop.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield shop
    finally:
        ended.set()
        server.shutdown()
        server.server_close()


def asking(host: str, seconds: float = 2.0, **changes: Any) -> Playbook:
    """The starter's playbook, whose answer about orders asks that host."""
    given = {
        "url": f"http://{host}/api/orders/{{{{order_number}}}}",
        "fields": {"status": "order.status", "eta": "order.delivery.date"},
        "words": {"status": WORDS},
        **changes,
    }
    with_lookup = {"lookup": OwnSystem.model_validate(given), "answers": ANSWERS}
    intent = PLAYBOOK.intents["order_status"].model_copy(update=with_lookup)
    rules = PLAYBOOK.rules.model_copy(update={"lookups": Lookups(hosts=(host,), seconds=seconds)})
    return PLAYBOOK.model_copy(update={"intents": {**PLAYBOOK.intents, "order_status": intent}, "rules": rules})


def orders_or_hours(texts: Any) -> list[Prediction]:
    """What has a number in it or speaks of an order is about an order."""
    named = ["order_status" if "bestellung" in text or "B-" in text else "opening_hours" for text in texts]
    return [Prediction(intent, 0.99, None, 0.0, "de", "test") for intent in named]


@lru_cache(maxsize=1)
def _client() -> OwnSystemClient:
    return OwnSystemClient()


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(8)


@dataclass
class Asking:
    """A Lotse whose answers about orders ask the shop."""

    lotse: Lotse
    shop: Shop

    def use(self, seconds: float = 2.0, **changes: Any) -> None:
        self.lotse.playbook = asking(self.shop.host, seconds, **changes)
        self.lotse.classify = predicts("order_status")

    def receive(self, text: str = f"wo bleibt {NUMBER}", *phone: str) -> None:
        self.lotse.receive(text_message(text, *phone))

    def look_up(self, client: Client | None = None, pool: ThreadPoolExecutor | None = None) -> int:
        """Returns how many were asked."""
        asking = (client or _client(), pool or _pool(), self.lotse.playbook)
        return look_up_due(self.lotse.sessions, *asking, lambda: None)

    def work(self) -> None:
        """All of the way, twice through triage."""
        self.lotse.triage()
        self.look_up()
        self.lotse.triage()
        self.lotse.deliver()

    def says(self, text: str = f"wo bleibt {NUMBER}", *phone: str) -> None:
        self.receive(text, *phone)
        self.work()

    @property
    def sent(self) -> list[str]:
        return [(one["text"] or "").partition("\n")[0] for one in self.lotse.graph.sent]

    @property
    def last(self) -> tuple[str | None, str | None, str | None]:
        """Outcome, reason and detail of the last message's turn."""
        message = self.lotse.inbound()[-1]
        decisions = self.lotse.decisions()
        detail = decisions[-1].detail if decisions else None
        return message.outcome, message.outcome_reason, detail
