"""The clock: `python -m workers.clock`. It wakes what has become due, and every 30 s everything.

Beside that it checks the ledger and prunes every minute, tells other systems what happens (workers/hooks.py), and
starts the trainings that people ask for. Running none
delays what waits for its time; running two does no harm.
"""

import signal
import sys
import threading
import time
from datetime import datetime
from types import FrameType

import structlog
from redis import Redis
from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import channel, claims, clock, database, receipts, wake
from app.tables import Conversation, Delivery, Inbox, Media, Message
from workers import migrated, process
from workers.hooks import Hooks
from workers.minutely import Minutely
from workers.starting import Starter

TICK_SECONDS = 0.5
SWEEP_SECONDS = 30.0
STOP_SECONDS = 10.0  # for what is done every minute to end; it is undone or whole in any case

log = structlog.get_logger(__name__)


def due_kinds(session: Session, now: datetime) -> list[str]:
    """The kinds of work of which something is due and not being worked on."""
    waiting = exists().where(
        Delivery.taken_in_at.is_(None),
        Delivery.set_aside_at.is_(None),
        claims.free(Delivery, claims.INTAKE_LEASE),
    )
    turn = exists().where(claims.turn_is_due(now))
    may_send = select(Inbox.id).where(channel.open_at(now))
    queued = exists().where(claims.message_is_due(now), Message.inbox_id.in_(may_send))
    stopped = exists().where(channel.probe_is_due(now))
    receipt = _first(select(Conversation.id).where(receipts.DUE, Conversation.inbox_id.in_(may_send)))
    medium = exists().where(Media.state == "due", Media.due_at <= now, claims.free(Media, claims.MEDIA_LEASE))
    lookup = exists().where(claims.lookup_is_due(now))
    row = session.execute(select(waiting, turn, or_(queued, stopped, receipt), medium, lookup)).one()
    return [kind for kind, due in zip(wake.KINDS, row, strict=True) if due]


def _first(ids: Select[int]) -> ColumnElement[bool]:
    """Whether there is one. In the order of their ids, because the partial index has it: PostgreSQL cannot know how
    rarely its condition holds, and would read the whole table in the hope of an early end."""
    return ids.order_by(Conversation.id).limit(1).scalar_subquery().is_not(None)


def tick(redis: "Redis", sweep: bool) -> None:
    """Wake what is due; with `sweep` wake all that is done everywhere, whether something is known to be due or not."""
    if sweep:
        wake.forget_the_stuck(redis)
    with database.sessions()() as session:
        due = due_kinds(session, clock.now(session))
    for kind in {*due, *wake.EVERYWHERE} if sweep else due:
        wake.wake_or_log(redis, kind)


def main() -> int:
    process.begin()
    migrated.wait()
    stopping = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    beside = [
        threading.Thread(target=work, args=(stopping,), name=name, daemon=True)
        for name, work in (("minutely", Minutely().run), ("hooks", Hooks().run))
    ]
    for thread in beside:
        thread.start()
    _run(stopping)
    stopping.set()
    ends = time.monotonic() + STOP_SECONDS
    for thread in beside:
        thread.join(max(0.0, ends - time.monotonic()))
    return 0


def _run(stopping: threading.Event) -> None:
    starter = Starter()
    ticks_per_sweep = round(SWEEP_SECONDS / TICK_SECONDS)
    ticks = 0
    while not stopping.wait(TICK_SECONDS):
        try:
            tick(wake.client(), sweep=ticks % ticks_per_sweep == 0)
            starter.look()
        except SQLAlchemyError as error:
            log.warning("clock_without_database", error=type(error).__name__, safe="trying again")
        ticks += 1
    starter.stop()


if __name__ == "__main__":
    sys.exit(main())
