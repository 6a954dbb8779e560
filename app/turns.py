"""Working on turns: claim what is due, classify it in one batch, and have it decided."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func, update
from sqlalchemy.orm import Session, sessionmaker

from app import blame, claims, classifying, clock, judging, planning
from app.classifying import Classify
from app.judging import Job, gives_up
from app.outcomes import finish_all, open_turns
from app.playbook.model import Playbook
from app.tables import Conversation

BATCH = 64
MOST_ALONE = 32  # turns, before the worker looks whether it is to end

log = structlog.get_logger(__name__)


def look(sessions: sessionmaker[Session], classify: Classify | None, playbook: Playbook) -> int:
    """Decide what is due, and look ahead at what is still joined; returns how many turns that were."""
    return triage_due(sessions, classify, playbook) + planning.plan_due(sessions, classify, playbook)


def triage_due(sessions: sessionmaker[Session], classify: Classify | None, playbook: Playbook) -> int:
    """Work on a batch of due turns; returns how many were claimed, 0 when none was due.

    `classify` is None when there is no classifier that may be used: then people get everything. The outcomes are
    written together. When that fails, each is written alone, so that a bad one harms no other. Turns that come alone,
    because they failed before, follow at once.
    """
    taken = 0
    for _ in range(MOST_ALONE):
        claimed = [item for which in claims.TURNS for item in _claim_and_triage(sessions, which, classify, playbook)]
        taken += len(claimed)
        if not any(attempts > 1 for _, attempts, _ in claimed):
            break
    return taken


def _claim_and_triage(
    sessions: sessionmaker[Session], which: str, classify: Classify | None, playbook: Playbook
) -> list[claims.Claimed]:
    with sessions.begin() as session:
        now = clock.now(session)
        batch = claims.conversations(session, which, BATCH, now)
    if batch.claimed:
        _triage(sessions, batch, now, classify, playbook)
    return batch.claimed


def _triage(
    sessions: sessionmaker[Session],
    batch: claims.Batch,
    joined_at: datetime,
    classify: Classify | None,
    playbook: Playbook,
) -> None:
    began, claimed = time.monotonic(), batch.claimed
    with sessions() as session:
        turns = open_turns(session, [conversation_id for conversation_id, _, _ in claimed], batch.before)
    to_classify = {key: turns[key] for key, attempts, _ in claimed if turns[key] and not gives_up(attempts)}
    predictions, failed = classifying.all_but_the_bad(judging.classifying_with(classify), to_classify, classify)
    classified_at = joined_at + timedelta(seconds=time.monotonic() - began)
    for conversation_id, _, claim in claimed:
        if conversation_id in failed:
            _release(sessions, conversation_id, claim, failed[conversation_id])
    sound = [item for item in claimed if item[0] not in failed]
    jobs = [
        Job(*item, turns[item[0]], joined_at, classified_at, predictions.get(item[0]), batch.before) for item in sound
    ]
    if len(jobs) < 2 or not _work_together(sessions, jobs, playbook):
        for job in jobs:
            _work(sessions, job, playbook)


def _work_together(sessions: sessionmaker[Session], jobs: Sequence[Job], playbook: Playbook) -> bool:
    try:
        with sessions.begin() as session:
            finish_all(session, jobs, playbook)
    except Exception as error:
        log.warning("turns_written_one_by_one", conversations=len(jobs), error=type(error).__name__)
        return False
    return True


def _work(sessions: sessionmaker[Session], job: Job, playbook: Playbook) -> None:
    try:
        with sessions.begin() as session:
            finish_all(session, [job], playbook)
    except Exception as error:
        ours = not blame.is_the_databases(error)
        event = "triage_failed" if ours else "triage_interrupted"
        log.exception(event, conversation_id=job.conversation_id, attempts=job.attempts, safe="the turn is tried again")
        _release(sessions, job.conversation_id, job.claim, type(error).__name__, counts=ours)


def _release(
    sessions: sessionmaker[Session], conversation_id: int, claim: UUID, error: str, counts: bool = True
) -> None:
    """Leave the turn due. Its attempt stays counted, unless the database itself failed; too many bring it to people."""
    values: dict[str, Any] = {"claim": None, "claimed_until": func.now(), "error": error}
    if not counts:
        values["attempts"] = Conversation.attempts - 1
    ours = (Conversation.id == conversation_id, Conversation.claim == claim)
    with sessions.begin() as session:
        session.execute(update(Conversation).where(*ours).values(values))
