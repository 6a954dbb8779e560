"""Delivers updates to the business's webhook, several at once, until each is answered with HTTP 200."""

import time
from collections.abc import Callable
from threading import Condition, Thread

import httpx2
import structlog

from simulator import updates, wire
from simulator.database import Database
from simulator.envelopes import envelope
from simulator.updates import Update

ANSWER_WITHIN = 10.0  # seconds; Meta publishes none, vendors report 5 to 20
WORKERS = 12
# The rest is kept for fresh updates, so that a webhook that hangs on old ones delays no new one.
RETRYING_WORKERS = 6

log = structlog.get_logger("simulator")


class Courier:
    """Owns the delivering threads. `now` gives seconds since 1970."""

    def __init__(self, database: Database, webhook: str, secret: str, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._webhook = webhook
        self._secret = secret
        self._now = now
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
            updates.all_due_now(connection, self._now())
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something new to deliver."""
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
        while update := self._next():
            started = time.monotonic()
            result = self._post(update)
            self._record(update, result, int((time.monotonic() - started) * 1000))

    def _next(self) -> Update | None:
        with self._changed:
            while not self._stopping:
                if update := self._claim():
                    # Somebody else has to look out for what comes due while this thread is away.
                    self._changed.notify()
                    return update
                self._changed.wait(self._seconds_until_due())
        return None

    def _claim(self) -> Update | None:
        with self._database.transaction() as connection:
            update = updates.claim(connection, self._now(), self._may_retry())
        if update and update.attempts:
            self._retrying += 1
        return update

    def _seconds_until_due(self) -> float | None:
        with self._database.transaction() as connection:
            due = updates.next_due(connection, self._may_retry())
        return None if due is None else max(0.001, due - self._now())

    def _may_retry(self) -> bool:
        return self._retrying < RETRYING_WORKERS

    def _post(self, update: Update) -> str:
        body = update.raw if update.raw is not None else wire.encode(envelope([update.value or {}], update.field))
        try:
            response = self._client.post(self._webhook, content=body, headers=wire.headers(body, self._secret))
        except httpx2.ConnectError:
            return "refused"
        except httpx2.TimeoutException:
            return "timeout"
        except httpx2.HTTPError:
            return "dropped"
        return str(response.status_code)

    def _record(self, update: Update, result: str, milliseconds: int) -> None:
        with self._changed:
            if self._stopping:
                return
            with self._database.transaction() as connection:
                updates.record(connection, update, result, milliseconds, self._now())
            if update.attempts:
                self._retrying -= 1
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
