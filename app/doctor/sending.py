"""What keeps Lotse from writing, and whether the ledger is in order: what each page's banners say, for monitors too."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import database
from app.doctor.finding import Finding
from app.ledger import last_check
from app.tables import Inbox, Switches

SECONDS = 2.0  # for a statement


class Stopped(NamedTuple):
    """A number that cannot send, since when, and why; as app.tables.Inbox has it."""

    inbox: str
    since: datetime
    cause: str | None
    code: int | None


def look() -> list[Finding]:
    with database.sessions()() as session:
        database.take_at_most(session, SECONDS)
        return judge(_stopped(session), _paused_at(session), len(last_check.found(session)))


def judge(stopped: Sequence[Stopped], paused_at: datetime | None, unexplained: int) -> list[Finding]:
    """PURE. `unexplained`: customers' messages of which nobody can say what became of them."""
    found = [Finding("stopped", "fail", one._asdict()) for one in stopped]
    if paused_at:
        found.append(Finding("paused", "warn", {"since": paused_at}))
    if unexplained:
        found.append(Finding("unexplained", "fail", {"number": unexplained}))
    return found or [Finding("may_write", "ok")]


def _stopped(session: Session) -> list[Stopped]:
    rows = select(Inbox).where(Inbox.stopped_at.is_not(None)).order_by(Inbox.id)
    return [
        Stopped(
            inbox.name or inbox.display_number or inbox.phone_number_id, at, inbox.stopped_cause, inbox.stopped_code
        )
        for inbox in session.scalars(rows)
        if (at := inbox.stopped_at)
    ]


def _paused_at(session: Session) -> datetime | None:
    return session.scalars(select(Switches.paused_at)).one_or_none()
