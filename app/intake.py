"""A stored delivery becomes contacts, conversations, messages and statuses."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from app import blame, claims, clock, notices, sets, signers, statuses, storing
from app.storing import Arrived
from app.tables import Delivery
from app.whatsapp import payloads
from app.whatsapp.lenient import NotUnderstoodError

BATCH = 128
MOST_BYTES = 256 * 1024  # of a batch's deliveries: it has to be done long before its lease ends
MOST_ATTEMPTS = 3
MOST_DEATHS = 8  # of processes that had it in hand, each over in seconds: few of them need be its own doing

log = structlog.get_logger(__name__)


def take_in_due(sessions: sessionmaker[Session]) -> int:
    """Take in a batch of stored deliveries, oldest first; returns how many were claimed, 0 when none was due.

    They are taken in together. When that fails, each is taken in alone, so that a bad one harms no other. Those that
    failed before are tried first, one after the other: what came later must not overtake them.
    """
    taken = 0
    while claimed := _claim(sessions):
        if len(claimed) == 1 or not _take_in_together(sessions, claimed):
            for delivery_id, attempts, claim in claimed:
                _take_in_or_set_aside(sessions, delivery_id, attempts, claim)
        taken += len(claimed)
        if claimed[0][1] == 1:
            break
    return taken


def _claim(sessions: sessionmaker[Session]) -> list[claims.Claimed]:
    with sessions.begin() as session:
        return claims.deliveries(session, BATCH, MOST_BYTES)


def _take_in_together(sessions: sessionmaker[Session], claimed: list[claims.Claimed]) -> bool:
    try:
        with sessions.begin() as session:
            take_in(session, [(delivery_id, claim) for delivery_id, _, claim in claimed])
    except Exception as error:
        log.warning("batch_taken_in_one_by_one", deliveries=len(claimed), error=type(error).__name__)
        return False
    return True


def _take_in_or_set_aside(sessions: sessionmaker[Session], delivery_id: int, attempts: int, claim: UUID) -> None:
    if attempts > MOST_DEATHS:
        _release(sessions, delivery_id, claim, f"given up after {MOST_DEATHS} attempts", set_aside=True)
        return
    try:
        with sessions.begin() as session:
            take_in(session, [(delivery_id, claim)])
    except NotUnderstoodError as error:
        _release(sessions, delivery_id, claim, str(error), set_aside=True)
    except Exception as error:
        ours = not blame.is_the_databases(error)
        log.exception("intake_failed" if ours else "intake_interrupted", delivery_id=delivery_id, attempts=attempts)
        last = ours and attempts >= MOST_ATTEMPTS
        _release(sessions, delivery_id, claim, type(error).__name__, set_aside=last, counts=ours)


def take_in(session: Session, claimed: Sequence[tuple[int, UUID]]) -> None:
    """Take in everything that these deliveries hold (pairs of an id and our claim), in the session's transaction.

    What of one cannot be understood is written on it, and it is set aside for people to see. One that another worker
    took over when our lease had run out is left alone. Raises NotUnderstoodError when nothing of one can be read.
    """
    ours = sets.pairs_among(Delivery.id, Delivery.claim, claimed)
    rows = select(Delivery).where(ours, Delivery.taken_in_at.is_(None)).order_by(Delivery.id).with_for_update()
    deliveries = session.scalars(rows).all()
    now = clock.now(session)
    owners = signers.owners(session)
    read = [(row, signers.only_rightful(owners, payloads.read(row.body), row.signed_by)) for row in deliveries]
    arrived = [Arrived(message, row) for row, updates in read for message in updates.messages]
    refused = storing.store_all(session, arrived, now)
    statuses.settle_all(session, [status for _, updates in read for status in updates.statuses], now)
    for row, updates in read:
        for notice in updates.notices:
            notices.record(session, notice, now)
        _finish(row, updates.problems + refused.get(row.id, []), now)


def _finish(delivery: Delivery, problems: list[str], now: datetime) -> None:
    delivery.taken_in_at = now
    delivery.claim = delivery.claimed_until = None
    if problems:
        delivery.set_aside_at, delivery.error = now, _summary(problems)
        log.error("delivery_partly_set_aside", delivery_id=delivery.id, problems=len(problems))


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
