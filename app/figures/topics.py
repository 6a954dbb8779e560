"""What customers wanted: how much of each topic there was, and how well Lotse did with it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.figures.question import Question
from app.figures.stayed import SPAN
from app.ledger.standing import CLOCKS_JUMP, IN
from app.tables import Correction, Decision, Message


class Topic(NamedTuple):
    """Turns of one intent (None: no decision, or one that was pruned).

    `judged` are those of which people said whether the intent was right, `corrected` those where it was not;
    `old` are Lotse's answers of more than seven days ago, `returned` those after which the customer came back.
    """

    intent: str | None
    turns: int
    answered: int
    escalated: int
    judged: int
    corrected: int
    old: int
    returned: int


def read(session: Session, question: Question, now: datetime) -> list[Topic]:
    """The most frequent first."""
    turn, judged = _turns(question).subquery(), _judged(question)
    answered = turn.c.outcome == "answered"
    old = answered & (turn.c.at < now - SPAN)
    soon = turn.c.next_at <= turn.c.at + SPAN
    again = (turn.c.next_intent == turn.c.intent) | (turn.c.next_outcome == "escalated")
    counted = {
        "answered": answered,
        "escalated": turn.c.outcome == "escalated",
        "judged": judged.c.kind.is_not(None),
        "corrected": judged.c.kind != "confirmed",
        "old": old,
        "returned": old & soon & again,
    }
    columns = [func.count().filter(condition).label(name) for name, condition in counted.items()]
    found = select(turn.c.intent, func.count().label("turns"), *columns)
    found = found.outerjoin_from(turn, judged, judged.c.decision_id == turn.c.decision_id)
    here = found.where(turn.c.at < question.until, *_asked_for(question, turn)).group_by(turn.c.intent)
    return sorted((Topic(*row) for row in session.execute(here)), key=lambda one: (-one.turns, one.intent or ""))


def _turns(question: Question) -> Select[*tuple[Any, ...]]:
    """One row for each turn, with what the customer wrote next in the conversation that was not only noted."""
    at, noted = Message.stored_at, Message.outcome == "noted"
    order: dict[str, Any] = {"partition_by": (Message.conversation_id, noted), "order_by": at}
    following = {"next_at": at, "next_intent": Decision.intent, "next_outcome": Message.outcome}
    ahead = [func.lead(column).over(**order).label(name) for name, column in following.items()]
    columns = (at.label("at"), Message.outcome, Message.decision_id, Decision.intent, Decision.language)
    its = (Decision.id == Message.decision_id) & (Decision.created_at >= question.since - CLOCKS_JUMP)
    turns = select(*columns, *ahead).outerjoin_from(Message, Decision, its)
    here = (Message.direction == IN, at >= question.since, at < question.until + SPAN)
    decided = Message.outcome.in_(("answered", "asked", "escalated", "noted"))
    return turns.where(*here, decided, *question.of_talk(Message.conversation_id))


def _asked_for(question: Question, turn: Subquery) -> Iterator[Any]:
    """Only now: what came next counts whatever it was about."""
    for name in ("intent", "language"):
        if wanted := getattr(question, name):
            yield turn.c[name] == wanted


def _judged(question: Question) -> Subquery:
    """What people said of decisions since then; the newest of a decision holds."""
    said = select(Correction.decision_id, Correction.kind).where(Correction.at >= question.since)
    newest = said.ext(distinct_on(Correction.decision_id)).order_by(Correction.decision_id, Correction.id.desc())
    return newest.subquery()
