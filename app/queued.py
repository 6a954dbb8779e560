"""What the bot has queued in a conversation that people have now: it is stopped, and what it answered is theirs."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock, opting, owners
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
        let_wait(conversation, give_question_to_people(session, row.id, reason))
    return any(row.kind != "reaction" for row in cancelled)


def let_wait(conversation: Conversation, since: datetime | None) -> None:
    """The customer waits for who has it now: without that it would go back to Lotse in silence, and be nobody's."""
    if since and conversation.owner in owners.WITH_PEOPLE:
        conversation.waiting_since = min(since, conversation.waiting_since or since)


def give_question_to_people(session: Session, message_id: int, reason: str) -> datetime | None:
    """The question that this message of the bot's should have answered is not answered by it: people have it. Returns
    when it was written, None where there is none.

    Where people had it already, and Lotse only meant to say so, its outcome stays what it is.
    """
    answered = select(Message.answers_id).where(Message.id == message_id).scalar_subquery()
    the_bots = (Message.id == answered, Message.outcome.in_(("answered", "asked")))
    given = update(Message).where(*the_bots).values(outcome="escalated", outcome_reason=reason)
    since = session.scalars(given.returning(Message.written_at)).one_or_none()
    opting.not_told(session, [message_id])
    return since
