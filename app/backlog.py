"""What is due and waits, by kind of work: how much, and for how long the oldest. For the doctor and the metrics."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from app import channel, pausing
from app.tables import Conversation, Delivery, Inbox, Lookup, Media, Message

_DUE: Any = literal_column("'due'")  # as it stands in the indexes


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is being worked on counts until it is done."""

    number: int
    oldest: timedelta


def read(session: Session, now: datetime) -> dict[str, Backlog]:
    """By the kinds of wake.KINDS, in their order."""
    may_send = select(Inbox.id).where(channel.open_at(now))
    queued = (Message.status == "queued", Message.inbox_id.in_(may_send), pausing.may_go_out())
    not_taken_in = (Delivery.taken_in_at.is_(None), Delivery.set_aside_at.is_(None))
    return {
        "intake": _of(session, Delivery.stored_at, func.now(), *not_taken_in),  # stored by PostgreSQL's own clock
        "triage": _of(session, Conversation.due_at, now),
        "deliver": _of(session, Message.due_at, now, *queued),
        "media": _of(session, Media.due_at, now, Media.state == _DUE),
        "lookup": _of(session, Lookup.due_at, now, Lookup.state == _DUE, Lookup.until > now),
    }


def _of(session: Session, due_at: Any, now: Any, *which: ColumnElement[bool]) -> Backlog:
    counted = select(func.count(), now - func.min(due_at)).where(due_at <= now, *which)
    number, oldest = session.execute(counted).one()
    return Backlog(number, oldest or timedelta())
