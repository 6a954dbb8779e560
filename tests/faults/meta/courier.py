"""The courier: brings webhooks to Lotse until each is acknowledged, as Meta does, and never in a better order."""

import asyncio
import random
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.faults.history import History, Written
from tests.faults.meta import http
from tests.webhooks import encode, envelope, sign

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 3.0  # seconds; Meta's grow to hours
ANSWER_SECONDS = 10.0
SIDE_BY_SIDE = 32
REMEMBERED = 400  # webhooks that may be brought again "seven days later"


def as_message(one: Written) -> dict[str, Any]:
    sender = {"from": one.customer, "id": one.wamid, "timestamp": str(one.timestamp)}
    return {**sender, "type": "text", "text": {"body": one.text}}


@dataclass
class Courier:
    """`ports` are those of Lotse's web processes; each webhook goes to any of them."""

    ports: Sequence[int]
    history: History
    dice: random.Random
    doubles: float = 0.05  # share of webhooks that are brought again some time after they were acknowledged
    on_its_way: int = 0
    refused: int = 0
    _old: list[bytes] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self) -> None:
        self._free = asyncio.Semaphore(SIDE_BY_SIDE)

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def busy(self) -> bool:
        """Whether anything is on its way, or will be by itself."""
        return bool(self._tasks) or self.on_its_way > 0

    async def bring(self, messages: Sequence[Written] = (), statuses: Sequence[dict[str, Any]] = ()) -> None:
        """Bring one webhook with these messages and statuses, until it is acknowledged."""
        names = {one.customer: "Kim" for one in messages}
        body = encode(envelope(*map(as_message, messages), statuses=list(statuses), names=names))
        self.on_its_way += 1
        try:
            await self._until_acknowledged(body, messages)
        finally:
            self.on_its_way -= 1
        self._remember(body)
        if self.dice.random() < self.doubles:
            self.soon(self._again(body))

    async def bring_at_once(self, messages: Sequence[Written], times: int = 20) -> None:
        """The same webhook several times in the same instant."""
        await asyncio.gather(*(self.bring(messages) for _ in range(times)))

    async def bring_old(self, times: int) -> None:
        """Bring long acknowledged webhooks once more."""
        for body in self.dice.sample(self._old, min(times, len(self._old))):
            await self._until_acknowledged(body, ())

    async def _until_acknowledged(self, body: bytes, messages: Sequence[Written]) -> None:
        pause = FIRST_PAUSE
        for one in messages:
            one.posted_at = one.posted_at or time.time()
        while not await self._post(body):
            self.refused += 1
            await asyncio.sleep(pause * self.dice.uniform(0.7, 1.3))
            pause = min(pause * 2, LONGEST_PAUSE)
        for one in messages:
            one.acknowledged_at = one.acknowledged_at or time.time()

    async def _post(self, body: bytes) -> bool:
        fields = {"Content-Type": "application/json", "X-Hub-Signature-256": sign(body)}
        async with self._free:
            return await http.post(self.dice.choice(self.ports), "/webhook", body, fields, ANSWER_SECONDS) == 200

    def _remember(self, body: bytes) -> None:
        if len(self._old) < REMEMBERED:
            self._old.append(body)
        else:
            self._old[self.dice.randrange(REMEMBERED)] = body

    async def _again(self, body: bytes) -> None:
        await asyncio.sleep(self.dice.uniform(0, 5))
        await self._until_acknowledged(body, ())
