"""How long the messages of a span of time waited, from received to decided and to the bot's answer being sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
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


def until_decided(session: Session, since: datetime, until: datetime) -> Waited | None:
    took = Decision.created_at - Message.received_at
    measured = select(*_measures(took)).join_from(Message, Decision, Decision.id == Message.decision_id)
    return _read(session, measured, since, until)


def until_sent(session: Session, since: datetime, until: datetime) -> Waited | None:
    """Of those that the bot answered, until the first part was sent."""
    answer = aliased(Message)
    first = (answer.answers_id == Message.id) & (answer.author == BOT) & (answer.part == 0)
    measured = select(*_measures(answer.sent_at - Message.received_at)).join_from(Message, answer, first)
    return _read(session, measured.where(answer.sent_at.is_not(None)), since, until)


def _measures(took: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    return (func.count().label("messages"), *(func.percentile_disc(share).within_group(took) for share in SHARES))


def _read(session: Session, measured: Select[*tuple[Any, ...]], since: datetime, until: datetime) -> Waited | None:
    stored = (Message.direction == IN, Message.stored_at >= since, Message.stored_at < until)
    number, *spans = session.execute(measured.where(*stored, Message.received_at.is_not(None))).one()
    return Waited(number, *(max(span, timedelta()) for span in spans)) if number else None
