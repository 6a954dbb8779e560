"""Turns that triage could not decide: people have them, and once the cause is mended Lotse may try again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from app import handling, locking
from app.tables import Conversation, Decision, Message, Person

SET_ASIDE = sql("decisions.reason = 'set_aside'")  # in SQL as it stands in the index


@dataclass(frozen=True, slots=True)
class SetAside:
    """`error` is the type of what was raised; None when the process ended. `may_try` while no person has it."""

    conversation_id: int
    at: datetime
    error: str | None
    may_try: bool


def turns(session: Session, most: int) -> list[SetAside]:
    """Those that still wait for somebody, the newest first."""
    may_try = and_(Conversation.owner == "waiting", Conversation.reason == "set_aside").label("may_try")
    columns = (Decision.conversation_id, Decision.created_at.label("at"), Decision.detail.label("error"), may_try)
    newest = _waiting(*columns).order_by(Decision.id.desc()).limit(most)
    return [SetAside(**row._mapping) for row in session.execute(newest)]


def _waiting(*columns: Any) -> Select[Any]:
    """Of those whose message nobody has answered since."""
    still_waits = exists().where(
        Message.conversation_id == Decision.conversation_id,
        Message.decision_id == Decision.id,
        Message.outcome_reason == "set_aside",
        Message.written_at >= Conversation.waiting_since,
    )
    joined = select(*columns).select_from(Decision).join(Conversation, Conversation.id == Decision.conversation_id)
    return joined.where(SET_ASIDE, still_waits)


def try_again(session: Session, conversation_id: int, person: Person, now: datetime) -> bool:
    """Triage decides anew, together with what the customer wrote since; false when a person was quicker."""
    conversation = locking.lock(session, conversation_id)
    if conversation is None or (conversation.owner, conversation.reason) != ("waiting", "set_aside"):
        return False
    first = session.scalar(_waiting(func.min(Decision.id)).where(Conversation.id == conversation.id))
    if first is None:
        return False
    handling.hand_back(session, conversation, person)
    _reopen(session, conversation.id, first)
    conversation.due_at, conversation.attempts, conversation.error = now, 0, None
    return True


def _reopen(session: Session, conversation_id: int, decision_id: int) -> None:
    """What came to people since this decision is open again, with what was joined to it."""
    given = (Message.conversation_id == conversation_id, Message.outcome == "escalated")
    since = session.scalars(select(Message.id).where(*given, Message.decision_id >= decision_id)).all()
    theirs = or_(Message.id.in_(since), Message.covered_by_id.in_(since))
    nothing = {"outcome": None, "outcome_reason": None, "covered_by_id": None, "decision_id": None}
    session.execute(update(Message).where(Message.conversation_id == conversation_id, theirs).values(nothing))
