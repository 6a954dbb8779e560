"""What Lotse means to do with a turn, while it waits for more: agents see it, and can stop it or do it at once."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import DateTime, bindparam, select
from sqlalchemy.orm import Session, sessionmaker

from app import classifying, clock, considering, judging, locking, owners
from app.classifying import Classify
from app.judging import Job, Outcome
from app.outcomes import ANSWERING, open_turns
from app.playbook.model import Playbook
from app.tables import Conversation

BATCH = 64

_DUE = (
    select(Conversation)
    .where(Conversation.think_at <= bindparam("now", type_=DateTime(timezone=True)))
    .order_by(Conversation.think_at)
    .limit(BATCH)
    .with_for_update(skip_locked=True)
)


def plan_due(sessions: sessionmaker[Session], classify: Classify | None, playbook: Playbook) -> int:
    """Look ahead at a batch of turns that are still joined; returns how many. Nothing is decided by it.

    What fails here is only not shown: the turn itself is decided when its time has come.
    """
    with sessions.begin() as session:
        now = clock.now(session)
        due = session.scalars(_DUE, {"now": now}).all()
        for conversation in due:
            conversation.think_at = None
        turns = {key: turn for key, turn in open_turns(session, [one.id for one in due]).items() if turn}
    work = judging.classifying_with(classify)
    predictions, failed = classifying.all_but_the_bad(work, turns, classify)
    sound = [key for key in turns if key not in failed]
    jobs = [Job(key, 1, uuid4(), turns[key], now, now, predictions.get(key)) for key in sound]
    if jobs:
        _write(sessions, jobs, playbook)
    return len(due)


def _write(sessions: sessionmaker[Session], jobs: list[Job], playbook: Playbook) -> None:
    """Unless people have it meanwhile, or the customer wrote on: then it is due to be looked at again."""
    with sessions.begin() as session:
        waiting = locking.lock_all(session, [job.conversation_id for job in jobs])
        now = clock.now(session)
        still = {key: row for key, row in waiting.items() if _still_waits(row, now)}
        turns = {job.conversation_id: job.turn for job in jobs}
        here = [job for job in jobs if job.conversation_id in still]
        for outcome in considering.judge(session, here, still, turns, playbook, now):
            outcome.conversation.plan = _plan(outcome)


def _still_waits(row: Conversation, now: datetime) -> bool:
    joins = row.due_at is not None and row.due_at > now
    return joins and row.think_at is None and row.owner in owners.LOTSE_MAY_SPEAK


def _plan(outcome: Outcome) -> dict[str, Any]:
    """For the agents' page: what kind, what text, why, about what. What is to be looked up first has no text yet."""
    decision = outcome.decision
    said = decision.text if decision.kind in ANSWERING else None
    intent = decision.intent or (outcome.said.intent if outcome.said else None)
    return {"kind": decision.kind, "text": said, "reason": decision.reason, "intent": intent}
