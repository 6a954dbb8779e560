"""Meta and its customers at a given rate: customers write, the Graph API accepts answers and reports on each.

A lean stand-in for the simulator, which keeps and checks everything and would take the cores that are measured.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any

from bench.bucket import Bucket
from bench.http import Posts, serve
from simulator.graph_errors import GraphError

NUMBER_ID = "106540352242922"
MEDIAN, SIGMA = 0.2, 0.6  # seconds and log-normal spread of Meta's answer: 0.8 s at the 99th percentile
STATUSES = ("sent", "delivered", "read")


def an_update(*values: dict[str, Any]) -> bytes:
    """A delivery's body, with one change for each value."""
    metadata = {"display_phone_number": "4930123456", "phone_number_id": NUMBER_ID}
    inner = [{"messaging_product": "whatsapp", "metadata": metadata, **value} for value in values]
    entry = {"id": "1", "changes": [{"field": "messages", "value": value} for value in inner]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


@dataclass
class Meta:
    """Counts and times of one run, by the loop's clock in seconds."""

    webhook_port: int
    secret: bytes
    texts: list[str]
    customers: int = 2000
    reports: bool = True  # whether each answer is reported on three times, as Meta does
    limit: float | None = None  # messages a second that may be sent (None: any number); blue ticks do not count
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    written: dict[str, float] = field(default_factory=dict)  # by phone: when its open message was written
    acknowledged: list[float] = field(default_factory=list)  # seconds until the webhook answered
    answered: list[float] = field(default_factory=list)  # seconds until the answer arrived here
    open_samples: list[int] = field(default_factory=list)  # messages without an answer, from time to time
    refused: int = 0
    twice: int = 0
    _ids: Any = field(default_factory=itertools.count)
    _later: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sends = Bucket(self.limit)

    async def start(self, graph_port: int) -> None:
        self._posts = Posts(self.webhook_port, "/webhook", 64)
        self._server = await serve(graph_port, self._graph)

    async def stop(self) -> None:
        self._server.close()
        for task in self._later:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)

    async def write(self, rate: float, seconds: float) -> int:
        """Let customers write at this rate, each only when the last answer has come; returns how many wrote."""
        began, wrote = time.monotonic(), 0
        while time.monotonic() - began < seconds:
            while wrote < (time.monotonic() - began) * rate:
                self._soon(self._customer_writes())
                wrote += 1
            await asyncio.sleep(0.01)
        return wrote

    async def settle(self, seconds: float) -> None:
        """Wait until everybody has an answer and every status is told."""
        ends = time.monotonic() + seconds
        while (self.written or self._later) and time.monotonic() < ends:
            await asyncio.sleep(0.05)

    def _soon(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _customer_writes(self) -> None:
        number = next(self._ids)
        phone = f"49151{number % self.customers:08d}"
        while phone in self.written:
            self._more_customers_than_open_messages()
            number = next(self._ids)
            phone = f"49151{number % self.customers:08d}"
        self.written[phone] = time.monotonic()
        message = {
            "from": phone,
            "from_user_id": f"DE.{phone}",
            "id": f"wamid.IN{number:012d}{self.dice.getrandbits(32):x}",
            "timestamp": str(int(time.time())),
            "type": "text",
            "text": {"body": self.dice.choice(self.texts)},
        }
        contact = {"profile": {"name": "Kim"}, "wa_id": phone, "user_id": f"DE.{phone}"}
        await self._webhook({"contacts": [contact], "messages": [message]})

    def _more_customers_than_open_messages(self) -> None:
        if len(self.written) > 0.8 * self.customers:
            self.customers *= 2

    async def _webhook(self, value: dict[str, Any]) -> None:
        await self.deliver(an_update(value))

    async def deliver(self, body: bytes) -> None:
        signature = "sha256=" + hmac.new(self.secret, body, hashlib.sha256).hexdigest()
        began = time.monotonic()
        status = await self._posts.post(body, {"Content-Type": "application/json", "X-Hub-Signature-256": signature})
        self.acknowledged.append(time.monotonic() - began)
        if status != 200:
            self.refused += 1

    async def _graph(self, path: str, body: bytes) -> tuple[int, bytes]:
        asked = json.loads(body)
        is_receipt = asked.get("status") == "read"
        may_go = is_receipt or self.sends.take(time.monotonic())
        await asyncio.sleep(MEDIAN * self.dice.lognormvariate(0, SIGMA))
        if is_receipt:
            return 200, b'{"success":true}'
        return (200, self._accepted(asked)) if may_go else _too_many(self.limit)

    def _accepted(self, asked: dict[str, Any]) -> bytes:
        phone, wamid = asked.get("to", "").lstrip("+"), f"wamid.OUT{next(self._ids):012d}"
        began = self.written.pop(phone, None)
        if began is None:
            self.twice += 1
        else:
            self.answered.append(time.monotonic() - began)
        if self.reports:
            self._soon(self._report(wamid, phone, asked.get("biz_opaque_callback_data")))
        return json.dumps({"messaging_product": "whatsapp", "messages": [{"id": wamid}]}).encode()

    async def _report(self, wamid: str, phone: str, callback: str | None) -> None:
        for state in STATUSES:
            await asyncio.sleep(self.dice.uniform(0.1, 0.6))
            status = {"id": wamid, "status": state, "timestamp": str(int(time.time())), "recipient_id": phone}
            await self._webhook({"statuses": [{**status, "biz_opaque_callback_data": callback}]})


def _too_many(limit: float | None) -> tuple[int, bytes]:
    """As the simulator says it, and Meta."""
    error = GraphError(130429, f"Cloud API message throughput of {limit:g} messages a second has been reached.")
    return error.status, json.dumps(error.body()).encode()
