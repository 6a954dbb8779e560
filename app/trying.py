"""Trying out a message: what Lotse would do with it, without a customer. A worker, which has the classifier, says so.

Kept apart from app/tries.py: the web process, which only asks, has no room for the rules and their words.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import certificates, clock, desks, reasons
from app.classifying import Classify
from app.decisions import Desk
from app.first_message import decided_first
from app.playbook.model import Playbook
from app.tables import Try
from app.whatsapp import outgoing
from models import ibans, mood
from models.prediction import Prediction

MOST = 20  # at one time

log = structlog.get_logger(__name__)


def try_due(sessions: sessionmaker[Session], classify: Classify | None, playbook: Playbook) -> int:
    """Say what would become of the texts that wait; returns how many they were."""
    due = select(Try).where(Try.result.is_(None)).order_by(Try.id).limit(MOST).with_for_update(skip_locked=True)
    with sessions.begin() as session:
        asked = session.scalars(due).all()
        if not asked:
            return 0
        now, proven = clock.now(session), certificates.thresholds(session)
        desk = desks.desk(session, playbook.hours, now)
        for one in asked:
            one.result = _result(one, classify, playbook, proven, desk, now)
    return len(asked)


def _result(
    one: Try,
    classify: Classify | None,
    playbook: Playbook,
    proven: Mapping[str, float],
    desk: Desk,
    now: datetime,
) -> dict[str, Any]:
    """Whatever a text does to the classifier, the worker has customers to serve."""
    try:
        said = classify([one.text])[0] if classify else None
        return _as_data(one.text, said, playbook, proven, desk, now)
    except Exception as error:
        log.error("try_failed", try_id=one.id, error=type(error).__name__, safe="no customer is concerned")
        return {"failed": type(error).__name__}


def _as_data(
    text: str,
    said: Prediction | None,
    playbook: Playbook,
    proven: Mapping[str, float],
    desk: Desk,
    now: datetime,
) -> dict[str, Any]:
    decision = decided_first(text, said, playbook, proven, now, desk)
    data: dict[str, Any] = {
        "kind": decision.kind,
        "reason": decision.reason,
        "detail": decision.detail,
        "language": decision.language,
        "team": decision.team,
        "says": outgoing.preview(decision.answer) if decision.answer else None,
        "suggests": decision.text if decision.kind == "escalate" else None,
        "intent": decision.intent or (said.intent if said else None),
        "because": reasons.kept(said, mood.look(ibans.hidden(text))),
    }
    if said:
        data |= {"confidence": said.confidence, "runner_up": said.runner_up, "version": said.model_version}
        data |= {"needed": max(playbook.threshold, proven.get(said.intent, 0.0))}
    return data
