"""How long the messages of a span of time waited, from received to decided and to the bot's answer being sent.

What still waits counts with the time until now: else a worker that hangs would shorten the longest wait.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.ledger.standing import BOT, IN
from app.tables import Decision, Message

SHARES = (0.5, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Waited:
    """`messages` is how many were measured; nobody knows the times of those whose decision was pruned."""

    messages: int
    median: timedelta
    most: timedelta  # 95 of 100 waited no longer
    longest: timedelta


def until_decided(session: Session, since: datetime, until: datetime, now: datetime) -> Waited | None:
    took = func.coalesce(Decision.created_at, now) - Message.received_at
    measured = select(*_measures(took)).outerjoin_from(Message, Decision, Decision.id == Message.decision_id)
    decided_or_open = or_(Decision.id.is_not(None), Message.outcome.is_(None))
    return _read(session, measured.where(decided_or_open), since, until)


def until_sent(session: Session, since: datetime, until: datetime, now: datetime) -> Waited | None:
    """Of those that the bot answers, alone or together with the later ones of their turn, until the first part is sent.

    What did not or may not have gone out is people's.
    """
    answer = aliased(Message)
    answered = func.coalesce(Message.covered_by_id, Message.id)
    first = (answer.answers_id == answered) & (answer.author == BOT) & (answer.part == 0)
    took = func.coalesce(answer.sent_at, now) - Message.received_at
    measured = select(*_measures(took)).join_from(Message, answer, first)
    sent_or_on_its_way = or_(answer.sent_at.is_not(None), answer.status.in_(("queued", "sending")))
    return _read(session, measured.where(sent_or_on_its_way), since, until)


def _measures(took: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    return (func.count().label("messages"), *(func.percentile_disc(share).within_group(took) for share in SHARES))


def _read(session: Session, measured: Select[*tuple[Any, ...]], since: datetime, until: datetime) -> Waited | None:
    stored = (Message.direction == IN, Message.stored_at >= since, Message.stored_at < until)
    number, *spans = session.execute(measured.where(*stored, Message.received_at.is_not(None))).one()
    return Waited(number, *(max(span, timedelta()) for span in spans)) if number else None
