"""A customer writes on before Lotse's answer is on its way: it is taken back, and the whole turn is thought over."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from app import opting, sets
from app.tables import Check, Conversation, Decision, Message

WITHDRAWN = "withdrawn"  # instead of a decision's kind
PATIENCE = timedelta(minutes=1)

_last, _earlier = aliased(Message), aliased(Message)


def think_again(session: Session, conversation_ids: Sequence[int], now: datetime) -> None:
    """Take back what waits in these (locked) conversations to be sent by the bot; its questions are open again.

    What a sending worker has in hand already goes out, and the new messages are a turn of their own. So does the answer
    to a turn of several messages that began more than PATIENCE ago: who writes on and on would never be answered.
    """
    if not conversation_ids:
        return
    other = aliased(Message)
    in_hand = exists().where(other.answers_id == Message.answers_id, other.status != "queued", other.author == "bot")
    theirs = sets.among(Message.conversation_id, conversation_ids)
    joined = (_earlier.conversation_id == Message.conversation_id, _earlier.covered_by_id == Message.answers_id)
    goes_out = exists().where(*joined, _earlier.stored_at < now - PATIENCE)
    waits = (Message.author == "bot", Message.status == "queued", ~in_hand, ~goes_out)
    by_lotse = Message.conversation_id.in_(select(Conversation.id).where(Conversation.owner == "bot"))
    taken_back = update(Message).where(theirs, *waits, by_lotse).values(status="cancelled", ended_at=now)
    withdrawn = session.execute(taken_back.returning(Message.id, Message.answers_id)).all()
    if withdrawn:
        _open_again(session, {row.answers_id for row in withdrawn})
        opting.not_told(session, [row.id for row in withdrawn])


def _open_again(session: Session, answered: set[int | None]) -> None:
    # in their conversations only: no index knows which messages others cover
    there = Message.conversation_id.in_(select(_last.conversation_id).where(sets.among(_last.id, answered)))
    turn = and_(there, or_(sets.among(Message.id, answered), sets.among(Message.covered_by_id, answered)))
    decided = select(Message.decision_id).where(sets.among(Message.id, answered))
    session.execute(update(Decision).where(Decision.id.in_(decided)).values(kind=WITHDRAWN))
    session.execute(delete(Check).where(sets.among(Check.message_id, answered), Check.judged_at.is_(None)))
    undecided = {"outcome": None, "outcome_reason": None, "covered_by_id": None, "decision_id": None}
    deleted = {**undecided, "outcome": "noted", "outcome_reason": "revoked"}
    session.execute(update(Message).where(turn, Message.revoked_at.is_(None)).values(undecided))
    session.execute(update(Message).where(turn, Message.revoked_at.is_not(None)).values(deleted))
