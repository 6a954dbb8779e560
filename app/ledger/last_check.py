"""The last check of the ledger: when it was, and what it found. One row, which is how the web process hears of it.

By PostgreSQL's own clock on both sides, so that it tells of the check and not of a process whose clock is moved.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.tables import LedgerCheck

PATIENCE = timedelta(minutes=5)  # there is a check every minute
ROW = 1


def note(session: Session, unexplained: Sequence[int]) -> None:
    """It has just been checked, and these messages are unexplained."""
    values = {"checked_at": func.now(), "unexplained": list(unexplained)}
    insertion = insert(LedgerCheck).values(id=ROW, **values)
    session.execute(insertion.on_conflict_do_update(index_elements=["id"], set_=values))


def give_time(session: Session) -> None:
    """A release is done, however long it took: what starts now has its time for the first check, too."""
    session.execute(update(LedgerCheck).values(checked_at=func.now()))


def found(session: Session) -> list[int]:
    """What was unexplained then."""
    return session.scalars(select(LedgerCheck.unexplained)).one_or_none() or []


def at(session: Session) -> datetime | None:
    return session.scalars(select(LedgerCheck.checked_at)).one_or_none()


def missed_since(session: Session) -> datetime | None:
    """When the last check was, if that is too long ago; the migration's time stands for one on a new installation."""
    too_long_ago = LedgerCheck.checked_at < func.now() - PATIENCE
    return session.scalars(select(LedgerCheck.checked_at).where(too_long_ago)).one_or_none()
