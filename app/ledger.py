"""The ledger: every inbound message has exactly one outcome or is still open; the rest would be unexplained."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.tables import OUTCOMES, Message


def count(session: Session, since: datetime | None = None, until: datetime | None = None) -> dict[str, int]:
    """Count the inbound messages stored in [since, until) by outcome.

    `unexplained` is what is neither open nor has a known outcome; anything but 0 is a fault.
    """
    inbound = select(Message.outcome, func.count()).where(Message.direction == "in").group_by(Message.outcome)
    if since:
        inbound = inbound.where(Message.stored_at >= since)
    if until:
        inbound = inbound.where(Message.stored_at < until)
    found: dict[str | None, int] = {outcome: number for outcome, number in session.execute(inbound).all()}  # noqa: C416 - typed rows
    total = sum(found.values())
    outcomes = {outcome: found.get(outcome, 0) for outcome in OUTCOMES}
    is_open = found.get(None, 0)
    return {"in": total, **outcomes, "open": is_open, "unexplained": total - sum(outcomes.values()) - is_open}
