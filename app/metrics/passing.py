"""What passes: messages in, their outcomes, how long each step took, and what became of sending."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ARRAY, Double, cast, extract, func, literal, select
from sqlalchemy.orm import Session, aliased

from app.metrics.metric import BOUNDS, Metric, distribution, labelled, single
from app.samples.mark import is_real
from app.tables import OUTCOMES, Decision, Delivery, Message

WINDOW = timedelta(minutes=5)
SENDS = timedelta(hours=1)
MOST_SENDS = 20_000  # the latest
ACCEPTED = ("sent", "delivered", "read", "played")


def read(session: Session, now: datetime) -> list[Metric]:
    since = now - WINDOW
    return [*_came_in(session, since), *_took(session, since), _sends(session, now - SENDS)]


def _came_in(session: Session, since: datetime) -> list[Metric]:
    outcome = func.coalesce(Message.outcome, "open")
    counted = select(outcome, func.count()).where(*_from_customers(since)).group_by(outcome)
    found: dict[str, float] = {row[0]: float(row[1]) for row in session.execute(counted)}
    outcomes = {name: found.get(name, 0.0) for name in (*OUTCOMES, "open")}
    return [
        single("lotse_messages_in_5m", "Customers' messages stored in the last 5 minutes.", sum(outcomes.values())),
        labelled("lotse_outcomes_5m", "The same, by what became of them.", "outcome", outcomes),
    ]


def _from_customers(since: datetime) -> tuple[Any, ...]:
    return Message.direction == "in", Message.stored_at >= since, is_real(Message.inbox_id)


def _took(session: Session, since: datetime) -> list[Metric]:
    theirs = _from_customers(since)
    with_delivery = select().join_from(Message, Delivery, Delivery.id == Message.delivery_id).where(*theirs)
    with_decision = select().join_from(Message, Decision, Decision.id == Message.decision_id).where(*theirs)
    answer, asked = aliased(Message), aliased(Message)
    by_bot = (answer.author == "bot", answer.part == 0, answer.direction == "out", answer.sent_at.is_not(None))
    sent = select().select_from(answer).where(*by_bot, answer.sent_at >= since)
    with_question = sent.join(asked, asked.id == answer.answers_id)
    steps = {
        "webhook": (with_delivery, Delivery.stored_at - Message.received_at, "From a request's arrival to its commit"),
        "intake": (
            with_delivery,
            Message.stored_at - Delivery.stored_at,
            "From the commit to the stored message",
        ),
        "triage": (with_decision, Decision.created_at - Message.stored_at, "From there to the decision"),
        "deliver": (sent, answer.sent_at - answer.stored_at, "From the bot's queued answer to Meta's acceptance"),
        "answer": (
            with_question,
            answer.sent_at - asked.received_at,
            "From a question's arrival to its accepted answer",
        ),
    }
    made: list[Metric] = []
    for name, (rows, span, meaning) in steps.items():
        told = f"{meaning}, in the last 5 minutes."
        made += _distribution(session, f"lotse_{name}_seconds_5m", told, rows, span)
    return made


def _distribution(session: Session, name: str, meaning: str, rows: Any, span: Any) -> list[Metric]:
    seconds = cast(extract("epoch", span), Double)
    bucket = func.width_bucket(seconds, literal(list(BOUNDS), ARRAY(Double))).label("bucket")
    counted = rows.add_columns(bucket, func.count(), func.sum(seconds)).where(span.is_not(None)).group_by("bucket")
    found = {row[0]: (row[1], row[2]) for row in session.execute(counted)}
    counts = [found.get(number, (0, 0.0))[0] for number in range(len(BOUNDS) + 1)]
    return distribution(name, meaning, counts, sum(total for _, total in found.values()))


def _sends(session: Session, since: datetime) -> Metric:
    latest = select(Message.status, Message.error_code, Message.stored_at, Message.direction)
    rows = latest.order_by(Message.id.desc()).limit(MOST_SENDS).subquery()
    counted = select(rows.c.status, rows.c.error_code, func.count()).where(
        rows.c.direction == "out", rows.c.stored_at >= since
    )
    values: dict[tuple[tuple[str, str], ...], float] = {}
    for status, code, number in session.execute(counted.group_by(rows.c.status, rows.c.error_code)):
        result = "accepted" if status in ACCEPTED else status
        labels = (("result", result), ("code", str(code or 0)))
        values[labels] = values.get(labels, 0.0) + number
    return Metric("lotse_sends_1h", "Messages queued in the last hour, by what became of them.", values)
