"""A stored delivery becomes contacts, conversations, messages and statuses."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app import claims, clock, notices, signers, statuses, storing
from app.tables import Delivery
from app.whatsapp import payloads
from app.whatsapp.lenient import NotUnderstoodError

BATCH = 1  # one may hold 1,000 updates, and its lease has to last
MOST_ATTEMPTS = 3

log = structlog.get_logger(__name__)


def take_in_due(sessions: sessionmaker[Session]) -> int:
    """Take in a batch of stored deliveries, oldest first; returns how many were claimed, 0 when none was due."""
    with sessions.begin() as session:
        claimed = claims.deliveries(session, BATCH)
    for delivery_id, attempts, claim in claimed:
        _take_in_or_set_aside(sessions, delivery_id, attempts, claim)
    return len(claimed)


def _take_in_or_set_aside(sessions: sessionmaker[Session], delivery_id: int, attempts: int, claim: UUID) -> None:
    if attempts > MOST_ATTEMPTS:
        _release(sessions, delivery_id, claim, f"given up after {MOST_ATTEMPTS} attempts", set_aside=True)
        return
    try:
        with sessions.begin() as session:
            take_in(session, delivery_id, claim)
    except NotUnderstoodError as error:
        _release(sessions, delivery_id, claim, str(error), set_aside=True)
    except OperationalError as error:
        log.exception("intake_interrupted", delivery_id=delivery_id, safe="the delivery is tried again")
        _release(sessions, delivery_id, claim, type(error).__name__, counts=False)
    except Exception as error:
        log.exception("intake_failed", delivery_id=delivery_id, attempts=attempts)
        last = attempts >= MOST_ATTEMPTS
        _release(sessions, delivery_id, claim, type(error).__name__, set_aside=last)


def take_in(session: Session, delivery_id: int, claim: UUID) -> None:
    """Take in everything that a delivery holds, in the session's transaction.

    What of it cannot be understood is written on the delivery, which is then set aside for people to see.
    Raises NotUnderstoodError when nothing of it can be read.
    """
    delivery = session.execute(
        select(Delivery).where(Delivery.id == delivery_id, Delivery.claim == claim).with_for_update()
    ).scalar_one_or_none()
    if delivery is None or delivery.taken_in_at:
        return  # another worker took it over when our lease had run out
    updates = signers.only_rightful(session, payloads.read(delivery.body), delivery.signed_by)
    now = clock.now(session)
    problems = updates.problems + storing.store_all(session, updates.messages, delivery, now)
    for status in sorted(updates.statuses, key=lambda status: status.wamid):
        statuses.settle(session, status, now)
    for notice in updates.notices:
        notices.record(session, notice, now)
    delivery.taken_in_at = now
    delivery.claim = delivery.claimed_until = None
    if problems:
        delivery.set_aside_at, delivery.error = now, _summary(problems)
        log.error("delivery_partly_set_aside", delivery_id=delivery_id, problems=len(problems))


def _summary(problems: list[str]) -> str:
    return f"{len(problems)} not understood: " + "; ".join(problems[:5])


def _release(
    sessions: sessionmaker[Session],
    delivery_id: int,
    claim: UUID,
    error: str,
    set_aside: bool = False,
    counts: bool = True,
) -> None:
    """Give the delivery back for another attempt, or set it aside; its bytes are kept either way.

    With `counts` false the attempt does not count: a lost connection or a deadlock is no fault of the delivery's.
    """
    values: dict[str, Any] = {"error": error, "claim": None, "claimed_until": func.now() + timedelta(seconds=1)}
    if set_aside:
        values["set_aside_at"] = func.now()
        log.error("delivery_set_aside", delivery_id=delivery_id, error=error)
    if not counts:
        values["attempts"] = Delivery.attempts - 1
    with sessions.begin() as session:
        session.execute(update(Delivery).where(Delivery.id == delivery_id, Delivery.claim == claim).values(values))
