"""What the bot has queued in a conversation that people have now: it is stopped, and what it answered is theirs."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock, opting
from app.tables import Conversation, Message


def cancel(
    session: Session,
    conversation: Conversation,
    reason: str = "taken_before_sent",
    now: datetime | None = None,
) -> bool:
    """Stop the bot's queued messages; the questions they answered are people's now, for this reason. Returns whether
    words were among them, and not only a reaction.

    One that a worker has in hand loses its due time: it is not sent if it is not on its way yet, and not repeated.
    """
    the_bots = update(Message).where(Message.conversation_id == conversation.id, Message.author == "bot")
    session.execute(the_bots.where(Message.status == "sending").values(due_at=None))
    queued = the_bots.where(Message.status == "queued")
    cancelling = queued.values(status="cancelled", ended_at=now or clock.now(session)).returning(
        Message.id, Message.kind
    )
    cancelled = session.execute(cancelling).all()
    for row in cancelled:
        give_question_to_people(session, row.id, reason)
    return any(row.kind != "reaction" for row in cancelled)


def give_question_to_people(session: Session, message_id: int, reason: str) -> None:
    """The question that this message of the bot's should have answered is not answered by it: people have it.

    Where people had it already, and Lotse only meant to say so, its outcome stays what it is.
    """
    answered = select(Message.answers_id).where(Message.id == message_id).scalar_subquery()
    the_bots = (Message.id == answered, Message.outcome.in_(("answered", "asked")))
    session.execute(update(Message).where(*the_bots).values(outcome="escalated", outcome_reason=reason))
    opting.not_told(session, [message_id])
