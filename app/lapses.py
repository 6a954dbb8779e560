"""What goes back by itself: a claim that nothing came of, what an agent left behind, what everybody has forgotten."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session, sessionmaker

from app import clock, going_back
from app.playbook.rules import Handover, Rules
from app.samples.mark import is_real
from app.tables import Conversation, Person

BATCH = 100
MOST = 100  # batches of a kind at one time

Verb = Callable[[Session, Conversation, datetime], None]
Condition = Callable[[datetime], ColumnElement[bool]]

log = structlog.get_logger(__name__)


def lapse(sessions: sessionmaker[Session], rules: Rules) -> int:
    """Let go back what is due to; returns how many conversations did.

    What somebody is working on just now is left for the next time.
    """
    kinds = _kinds(rules.handover)
    gone_back = {name: _all(sessions, condition, verb) for name, (condition, verb) in kinds.items()}
    if any(gone_back.values()):
        log.info("lapsed", **gone_back)
    return sum(gone_back.values())


def _kinds(handover: Handover) -> dict[str, tuple[Condition, Verb]]:
    """Which conversations, and what happens to them; settings of 0 switch two of them off."""
    claim, silence = timedelta(minutes=handover.claim_minutes), timedelta(hours=handover.silence_hours)
    offline = timedelta(minutes=handover.offline_minutes)
    kinds: dict[str, tuple[Condition, Verb]] = {}
    if claim:
        kinds["claim_over"] = (partial(_claimed_for, claim), going_back.end_claim)
    kinds["agent_away"] = (partial(_without_an_agent_for, offline), going_back.agent_away)
    if silence:
        kinds["left_alone"] = (partial(_silent_for, silence), going_back.leave_alone)
    return kinds


def _claimed_for(span: timedelta, now: datetime) -> ColumnElement[bool]:
    """Taken so long ago, and nothing was written since."""
    return and_(Conversation.assignee_id.is_not(None), Conversation.taken_at <= now - span)


def _without_an_agent_for(span: timedelta, now: datetime) -> ColumnElement[bool]:
    """The customer waits, and nobody who has it was there for so long. Who was given it a moment ago was there."""
    seen_at = select(Person.seen_at).where(Person.id == Conversation.assignee_id).scalar_subquery()
    there_at = func.coalesce(func.greatest(seen_at, Conversation.changed_at), Conversation.waiting_since)
    return and_(Conversation.waiting_since.is_not(None), there_at <= now - span)


def _silent_for(span: timedelta, now: datetime) -> ColumnElement[bool]:
    """Nobody waits, and nobody has written for so long, nor taken it."""
    last = func.greatest(Conversation.last_message_at, Conversation.changed_at)
    return and_(Conversation.waiting_since.is_(None), last <= now - span)


def _all(sessions: sessionmaker[Session], condition: Condition, verb: Verb) -> int:
    done = 0
    for _ in range(MOST):
        batch = _batch(sessions, condition, verb)
        done += batch
        if batch < BATCH:
            break
    return done


def _batch(sessions: sessionmaker[Session], condition: Condition, verb: Verb) -> int:
    with sessions.begin() as session:
        now = clock.now(session)
        due = session.scalars(_with_agents(condition(now))).all()
        for conversation in due:
            verb(session, conversation, now)
    return len(due)


def _with_agents(condition: ColumnElement[bool]) -> Select[Conversation]:
    """In the order of their ids, as the index of those that agents have is; what is snoozed keeps its owner."""
    awake = (Conversation.snoozed_at.is_(None), is_real(Conversation.inbox_id))
    theirs = select(Conversation).where(sql("conversations.owner = 'agent'"), *awake, condition)
    return theirs.order_by(Conversation.id).limit(BATCH).with_for_update(of=Conversation, skip_locked=True)
