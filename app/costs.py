"""What a month's messages cost, and whether its budget is spent."""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Select, func, literal, null, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from app import clock, database, months, pausing, prices, revisions
from app.months import Month
from app.playbook.rules import Cost
from app.prices import Sent
from app.tables import Decision, Message, Notice

FIELD = "budget"  # of the notices
NEARLY = 0.8  # of the budget: people are told
SECONDS = 5.0  # for the statement of a minute's look; half a million messages in the month take one
ACCEPTED = ("sent", "delivered", "read", "played")
OURS = ("bot", "agent")  # what the owner writes from the business's phone does not go through Meta's interface

log = structlog.get_logger(__name__)

_answered = aliased(Message)
_OUT = sql("messages.direction = 'out' AND messages.sent_at IS NOT NULL")  # as it stands in the index


def sent(session: Session, month: Month, by_intent: bool = True) -> list[Sent]:
    """What was sent in the month, see `between`."""
    return between(session, month.begins, month.ends, by_intent)


def between(session: Session, begins: datetime, ends: datetime, by_intent: bool = True) -> list[Sent]:
    """What was sent and taken by Meta, counted by what its price and the page need.

    Without `by_intent` the intents are left out, which takes half the time.
    """
    columns = (
        Message.inbox_id,
        func.date(func.timezone(literal(clock.ZONE.key), Message.sent_at)).label("day"),
        Message.author,
        (Message.kind == "template").label("template"),
        Message.pricing["type"].astext.label("told"),
        (Decision.intent if by_intent else null()).label("intent"),
    )
    taken = (Message.author.in_(OURS), Message.status.in_(ACCEPTED), Message.kind.not_in(revisions.ABOUT_ANOTHER))
    in_time = (_OUT, Message.sent_at >= begins, Message.sent_at < ends)
    counted: Select[Any] = select(*columns, func.count().label("messages")).select_from(Message)
    counted = counted.where(*in_time, *taken)
    if by_intent:
        counted = counted.outerjoin(_answered, (_answered.id == Message.answers_id) & (Message.author == "bot"))
        counted = counted.outerjoin(Decision, Decision.id == _answered.decision_id)
    grouped = counted.group_by(Message.inbox_id, Message.author, "day", "template", "told", "intent")
    return [Sent(**row._mapping) for row in session.execute(grouped)]


def watch(session: Session, cost: Cost, now: datetime) -> None:
    """Note whether the month's budget is spent, and tell supervisors of that, and before: once a month each."""
    month = months.of(now)
    if cost.budget is None:
        return pausing.note_budget(session, None)
    database.take_at_most(session, SECONDS)
    bill = prices.total(prices.bills(sent(session, month, by_intent=False), cost.free))
    amount = bill.billed * cost.price
    spent = bill.billed > 0 and amount >= cost.budget
    pausing.note_budget(session, month.name if spent else None)
    if bill.billed and amount >= NEARLY * cost.budget:
        _tell(session, "SPENT" if spent else "NEARLY_SPENT", month, now)
    return None


def _tell(session: Session, event: str, month: Month, now: datetime) -> None:
    values = {
        "field": FIELD,
        "event": event,
        "grave": event == "NEARLY_SPENT",  # to be seen by somebody; a spent one has a banner for as long as it is
        "detail": {"month": month.name},
        "key": f"{FIELD}:{event}:{month.name}",
        "happened_at": now,
        "received_at": now,
    }
    telling = insert(Notice).values(values).on_conflict_do_nothing().returning(Notice.id)
    if session.scalars(telling).one_or_none():
        log.warning("budget", state=event.lower(), month=month.name)
