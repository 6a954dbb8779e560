"""Storing deliveries. Those that arrive together are committed together, by one thread of each web process."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Float, LargeBinary, bindparam, column, func, insert, select

from app import database, threads
from app.tables import Delivery

GATHERING = 0.06  # seconds between the beginnings of two commits, so that under load each stores many at once
PATIENCE = 4.0  # seconds until Meta is asked to deliver again, whatever the database is doing

_given = (
    func.unnest(
        bindparam("bodies", type_=ARRAY(LargeBinary)),
        bindparam("signers", type_=ARRAY(BigInteger)),
        bindparam("since", type_=ARRAY(Float)),
    )
    .table_valued(column("body", LargeBinary), column("signed_by", BigInteger), column("since", Float), name="given")
    .render_derived()
)
_received = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, _given.c.since)
_STORE = insert(Delivery).from_select(
    ["body", "signed_by", "received_at"], select(_given.c.body, _given.c.signed_by, _received)
)


class NotStoredError(Exception):
    """Nobody knows of a commit: Meta has to deliver it again. Should it be stored after all, twice does no harm."""


@dataclass(slots=True)
class _Arrived:
    body: bytes
    signed_by: int | None
    at: float  # by time.monotonic()
    stored: Future[None] = field(default_factory=Future)


class Store:
    """Takes deliveries from many requests at once."""

    def __init__(self) -> None:
        self._waiting: list[_Arrived] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def put(self, body: bytes, signed_by: int | None, arrived: float) -> None:
        """Return when the delivery is committed. Raises NotStoredError.

        `arrived` is by time.monotonic(): PostgreSQL's clock, less what passed since, tells when the request came.
        """
        delivery = _Arrived(body, signed_by, arrived)
        with self._changed:
            self._waiting.append(delivery)
            self._thread = threads.running(self._thread, self._run, "store")
            self._changed.notify()
        try:
            delivery.stored.result(PATIENCE)
        except TimeoutError as error:
            delivery.stored.cancel()
            raise NotStoredError("the database gave no answer in time") from error
        except Exception as error:
            raise NotStoredError(type(error).__name__) from error

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                together, self._waiting = self._waiting, []
            next_commit = time.monotonic() + GATHERING
            if wanted := [delivery for delivery in together if delivery.stored.set_running_or_notify_cancel()]:
                _store(wanted)
            time.sleep(max(0.0, next_commit - time.monotonic()))


def _store(together: Sequence[_Arrived]) -> None:
    """All in one commit. When that fails each is tried once more, alone: a bad one harms no other, and after a restart
    of PostgreSQL the first statement finds the old connection closed."""
    try:
        _insert(together)
    except Exception:
        for delivery in together:
            _store_alone(delivery)
    else:
        for delivery in together:
            delivery.stored.set_result(None)


def _store_alone(delivery: _Arrived) -> None:
    try:
        _insert([delivery])
    except Exception as error:
        delivery.stored.set_exception(error)
    else:
        delivery.stored.set_result(None)


def _insert(together: Sequence[_Arrived]) -> None:
    now = time.monotonic()
    given: dict[str, list[Any]] = {
        "bodies": [delivery.body for delivery in together],
        "signers": [delivery.signed_by for delivery in together],
        "since": [now - delivery.at for delivery in together],
    }
    with database.single_statements().connect() as connection:
        connection.execute(_STORE, given)


store = Store()
