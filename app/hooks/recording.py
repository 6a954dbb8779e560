"""What came of telling a hook: done, later again, or given up with a notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from app import clock
from app.tables import Hook, HookEvent, Notice

# before each further attempt
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 36_000))
PATIENCE = timedelta(days=3)  # for a hook that takes nothing
GONE = 410
FIELD = "hook"  # of the notices
FREE = {"claim": None, "claimed_until": None}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """`attempts`: this one included; `status` of the answer, or `error`: why there was none."""

    event_id: int
    attempts: int
    status: int | None = None
    error: str | None = None

    @property
    def taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def record(sessions: sessionmaker[Session], hook_id: int, claim: UUID, results: Sequence[Result]) -> None:
    """Write it down while the claim stands; what was claimed and not tried is free again, and not counted."""
    with sessions.begin() as session:
        hook = lock(session, hook_id)
        if hook is None:
            return
        now = clock.now(session)
        for result in results:
            _write(session, hook, claim, result, now)
        left = update(HookEvent).where(HookEvent.claim == claim, HookEvent.hook_id == hook_id)
        session.execute(left.values(**FREE, attempts=HookEvent.attempts - 1))
        if hook.failing_since and now - hook.failing_since >= PATIENCE:
            disable(session, hook, "failing", now)
    for result in results:
        log.info("hook_told", hook_id=hook_id, event_id=result.event_id, status=result.status, why=result.error)


def lock(session: Session, hook_id: int) -> Hook | None:
    """The hook, unless it was removed; whoever writes an event down for it meanwhile does not have to wait."""
    row = select(Hook).where(Hook.id == hook_id, Hook.removed_at.is_(None)).with_for_update(key_share=True)
    return session.scalars(row.execution_options(populate_existing=True)).one_or_none()


def _write(session: Session, hook: Hook, claim: UUID, result: Result, now: datetime) -> None:
    over = result.taken or result.status == GONE or result.attempts > len(PAUSES)
    state = ("sent" if result.taken else "dead") if over else "due"
    due_at = None if over else now + PAUSES[result.attempts - 1]
    told = {"state": state, "due_at": due_at, "done_at": now if over else None}
    ours = update(HookEvent).where(HookEvent.id == result.event_id, HookEvent.claim == claim)
    written = ours.values(**told, **FREE, status=result.status, error=result.error).returning(HookEvent.id)
    if session.scalar(written) is None:
        return
    hook.failing_since = None if result.taken else hook.failing_since or now
    if result.status == GONE:
        disable(session, hook, "gone", now)
    elif state == "dead":
        _notice(session, hook, "GIVEN_UP", now)


def disable(session: Session, hook: Hook, why: str, now: datetime) -> None:
    """Nothing more is written for it or sent to it; what was due is given up, and can be sent again by hand."""
    if hook.disabled_at:
        return
    hook.disabled_at, hook.disabled_why = now, why
    due = update(HookEvent).where(HookEvent.hook_id == hook.id, HookEvent.state == "due")
    session.execute(due.values(state="dead", due_at=None, done_at=now))
    if why != "person":
        _notice(session, hook, why.upper(), now)


def _notice(session: Session, hook: Hook, event: str, now: datetime) -> None:
    """One a day of each kind for each hook."""
    key = f"hook {hook.id} {event} {now.date()}"
    told = {"field": FIELD, "event": event, "grave": True, "detail": {"hook": str(hook.id)}, "happened_at": now}
    session.execute(insert(Notice).values(**told, key=key).on_conflict_do_nothing(index_elements=["key"]))
