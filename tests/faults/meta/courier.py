"""The courier: brings webhooks to Lotse until each is acknowledged, as Meta does, and never in a better order."""

import asyncio
import random
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.faults.history import History, Reported, Written
from tests.faults.meta import http
from tests.webhooks import encode, envelope, sign

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 3.0  # seconds; Meta's grow to hours
ANSWER_SECONDS = 10.0
SIDE_BY_SIDE = 32
REMEMBERED = 400  # webhooks that may be brought again "seven days later"
LATEST = 3.0  # seconds by which a webhook may be overtaken

Report = dict[str, Any]


def as_message(one: Written) -> dict[str, Any]:
    sender = {"from": one.customer, "id": one.wamid, "timestamp": str(one.timestamp)}
    if one.picture:
        return {**sender, "type": "image", "image": {"id": one.wamid.partition(".")[2], "mime_type": "image/png"}}
    return {**sender, "type": "text", "text": {"body": one.text}}


@dataclass
class Courier:
    """`ports` are those of Lotse's web processes; each webhook goes to any of them. The shares are of all webhooks."""

    ports: Sequence[int]
    history: History
    dice: random.Random
    doubles: float = 0.05  # brought again some time after they were acknowledged
    reorders: float = 0.0  # held back, so that others overtake them
    mixes: float = 0.05  # hold messages, too, that were acknowledged long ago
    on_its_way: int = 0
    refused: int = 0
    _old: list[bytes] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _taken: list[Written] = field(default_factory=list)

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

    async def bring(self, messages: Sequence[Written] = (), statuses: Sequence[Report] = ()) -> None:
        """Bring one webhook with these messages and statuses, until it is acknowledged."""
        body = self._webhook([*self._some_old(messages), *messages], statuses)
        self.on_its_way += 1
        try:
            if self.dice.random() < self.reorders:
                await asyncio.sleep(self.dice.uniform(0, LATEST))
            await self._until_acknowledged(body, messages)
        finally:
            self.on_its_way -= 1
        self.history.reported += [Reported(one["id"], one["status"]) for one in statuses]
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

    def _some_old(self, messages: Sequence[Written]) -> list[Written]:
        if not messages or not self._taken or self.dice.random() >= self.mixes:
            return []
        return self.dice.sample(self._taken, min(2, len(self._taken)))

    @staticmethod
    def _webhook(messages: Sequence[Written], statuses: Sequence[Report]) -> bytes:
        names = {one.customer: "Kim" for one in messages}
        return encode(envelope(*map(as_message, messages), statuses=list(statuses), names=names))

    async def _until_acknowledged(self, body: bytes, messages: Sequence[Written]) -> None:
        pause = FIRST_PAUSE
        for one in messages:
            one.posted_at = one.posted_at or time.time()
        while not await self._post(body):
            self.refused += 1
            await asyncio.sleep(pause * self.dice.uniform(0.7, 1.3))
            pause = min(pause * 2, LONGEST_PAUSE)
        for one in messages:
            if one.acknowledged_at is None:
                one.acknowledged_at = time.time()
                self._taken.append(one)

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
