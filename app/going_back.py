"""How a conversation goes back by itself from who has it. Each verb runs in the caller's transaction and expects the
row locked; who owns the conversation then, app.owners says."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import owning
from app.tables import Conversation
from app.timeline import note


def end_claim(session: Session, conversation: Conversation, now: datetime) -> None:
    """Somebody took it and wrote nothing for long: others may have it, or Lotse when the customer does not wait."""
    if conversation.waiting_since:
        _back_to_waiting(session, conversation, "claim_over", now)
    elif owning.becomes(conversation, "handed_back", now):
        owning.forget_people(conversation)
        note(session, conversation, "handed_back", now, "claim_over")


def agent_away(session: Session, conversation: Conversation, now: datetime) -> None:
    """The customer waits, and who has the conversation is not there: others may have it."""
    _back_to_waiting(session, conversation, "agent_away", now)


def agent_left(session: Session, conversation: Conversation, now: datetime) -> None:
    """Who has the conversation works here no more: others have it, and look whether there is something left to do."""
    conversation.waiting_since = conversation.waiting_since or now
    owning.wake(conversation)  # nobody knows any more what it was laid aside for
    _back_to_waiting(session, conversation, "agent_left", now)


def _back_to_waiting(session: Session, conversation: Conversation, happened: str, now: datetime) -> None:
    """Who had it stands in the timeline; team, urgency and why it came to people stay."""
    had_it = conversation.assignee
    if owning.becomes(conversation, happened, now):
        conversation.assignee_id = conversation.taken_at = None
        conversation.reason = conversation.reason or happened
        note(session, conversation, happened, now, person=had_it)


def leave_alone(session: Session, conversation: Conversation, now: datetime) -> None:
    """Nobody has written for long, and nobody waits: the customer's next message is Lotse's again."""
    if owning.becomes(conversation, "left_alone", now):
        owning.forget_people(conversation)
        note(session, conversation, "left_alone", now)
