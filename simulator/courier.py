"""Delivers updates to the business's webhook, several at once, until each is answered with HTTP 200."""

import time
from random import Random
from threading import Condition, Thread

import httpx2
import structlog

from simulator import batches, numbers, updates, wire
from simulator.batches import Batch
from simulator.clock import Clock
from simulator.database import Database
from simulator.faults import Misbehaviour

ANSWER_WITHIN = 10.0  # seconds; Meta publishes none, vendors report 5 to 20
WORKERS = 12
# The rest is kept for fresh updates, so that a webhook that hangs on old ones delays no new one.
RETRYING_WORKERS = 6

log = structlog.get_logger("simulator")


class Courier:
    """Owns the delivering threads."""

    def __init__(self, database: Database, webhook: str, misbehaviour: Misbehaviour, clock: Clock) -> None:
        self._database = database
        self._webhook = webhook
        self._misbehaviour = misbehaviour
        self._clock = clock
        self._changed = Condition()
        self._stopping = False
        self._retrying = 0
        self._answering = True
        self._client = httpx2.Client(
            timeout=ANSWER_WITHIN,
            limits=httpx2.Limits(max_connections=WORKERS, max_keepalive_connections=WORKERS),
            trust_env=False,
            # Reading the system's certificates takes longer than all the rest of a start; http needs none.
            verify=webhook.startswith("https"),
        )
        self._threads = [Thread(target=self._work, daemon=True, name=f"courier-{n}") for n in range(WORKERS)]

    def start(self) -> None:
        with self._database.transaction() as connection:
            updates.take_up_again(connection)
            updates.all_due_now(connection, self._clock.now())
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something new to deliver, or the clock was changed."""
        with self._changed:
            self._changed.notify()

    def stop(self) -> None:
        """Ends within about a second; what is still in flight is delivered again after the next start."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        deadline = time.monotonic() + 0.5
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._client.close()

    def _work(self) -> None:
        while batch := self._next():
            started = time.monotonic()
            result = self._post(batch)
            self._record(batch, result, int((time.monotonic() - started) * 1000))

    def _next(self) -> Batch | None:
        with self._changed:
            while not self._stopping:
                if batch := self._claim():
                    # Somebody else has to look out for what comes due while this thread is away.
                    self._changed.notify()
                    return batch
                self._changed.wait(self._seconds_until_due())
        return None

    def _claim(self) -> Batch | None:
        faults, now = self._misbehaviour.current(), self._clock.now()
        with self._database.transaction() as connection:
            updates.meet_their_fates(connection, faults, now)
            ready = batches.that_fit(updates.ready(connection, now, self._may_retry(), faults.batch), faults.batch)
            if not ready:
                return None
            updates.claim(connection, ready)
            number = numbers.find(connection, ready[0].number or "") or numbers.everyone(connection)[0]
        # Repeatable for the same batch, and another order when it is tried again.
        dice = Random(f"{faults.seed}/{ready[0].id}/{ready[0].attempts}")  # noqa: S311
        if faults.reordering:
            dice.shuffle(ready)
        batch = Batch(ready, batches.body(ready, dice, now), number.app_secret)
        self._retrying += batch.retried
        return batch

    def _seconds_until_due(self) -> float | None:
        with self._database.transaction() as connection:
            due = updates.next_due(connection, self._may_retry())
        return None if due is None else max(0.001, self._clock.real_seconds(due - self._clock.now()))

    def _may_retry(self) -> bool:
        return self._retrying < RETRYING_WORKERS

    def _post(self, batch: Batch) -> str:
        headers = wire.headers(batch.body, batch.secret)
        try:
            response = self._client.post(self._webhook, content=batch.body, headers=headers)
        except httpx2.ConnectError:
            return "refused"
        except httpx2.TimeoutException:
            return "timeout"
        except httpx2.HTTPError:
            return "dropped"
        return str(response.status_code)

    def _record(self, batch: Batch, result: str, milliseconds: int) -> None:
        with self._changed:
            if self._stopping:
                return
            with self._database.transaction() as connection:
                for update in batch.updates:
                    updates.record(connection, update, result, milliseconds, self._clock.now())
            self._retrying -= batch.retried
            self._tell(result)
            self._changed.notify()

    def _tell(self, result: str) -> None:
        answered = result == "200"
        if answered == self._answering:
            return
        self._answering = answered
        if answered:
            log.info("the webhook answers 200 again")
        else:
            log.warning("the webhook did not answer 200; delivering again until it does", result=result)
