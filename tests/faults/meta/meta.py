"""Meta as a whole: the courier and the Graph API on one event loop in a thread of its own."""

import asyncio
import random
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from tests.faults.history import History, Written
from tests.faults.meta.courier import Courier
from tests.faults.meta.graph import Graph

T = TypeVar("T")


class Meta:
    """Everything here may be called from any thread."""

    def __init__(self, graph_port: int, ports: Sequence[int], dice: random.Random) -> None:
        self.history = History()
        self.courier = Courier(ports, self.history, dice)
        self.graph = Graph(graph_port, self.history, self.courier, dice)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="meta", daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._now(self._start())

    async def _start(self) -> None:
        self.courier.start()
        await self.graph.become("fine")

    def stop(self) -> None:
        self._now(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self) -> None:
        await self.graph.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0.1)  # closed connections end with the loop's next rounds

    def _now(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def become(self, mode: str, share: float = 1.0) -> None:
        """Misbehave in this way from now on; `fine` ends it."""
        self._now(self.graph.become(mode, share))

    def take_at_most(self, a_second: int) -> None:
        """From now on so many messages are taken in any second."""
        self.graph.a_second = a_second

    def bring(self, messages: Sequence[Written], times: int = 1) -> None:
        """Bring these messages in one webhook, now, or the same one several times at once; does not wait."""
        for one in messages:
            self.history.written[one.wamid] = one
        self._soon(lambda: self.courier.bring_at_once(messages, times) if times > 1 else self.courier.bring(messages))

    def bring_old(self, times: int) -> None:
        self._soon(lambda: self.courier.bring_old(times))

    def _soon(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._loop.call_soon_threadsafe(lambda: self.courier.soon(work()))

    def busy(self) -> bool:
        """Whether a webhook is on its way, or a message was not brought yet."""
        return self.courier.busy or any(one.acknowledged_at is None for one in list(self.history.written.values()))
