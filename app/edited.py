"""What a customer changes in a message that Lotse has dealt with already: people see it, and an opt-out is kept."""

from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher

from sqlalchemy.orm import Session

from app import conversations, opting, owners, revisions
from app.opt_out import wanted
from app.person_wish import asks_for_a_person
from app.tables import Conversation, Message

ALIKE = 0.8  # of the characters: so much a slip of the finger leaves
LOOKED_AT = 500  # characters


def take(session: Session, edits: Sequence[tuple[Conversation, Message]], now: datetime) -> None:
    """Let edits take effect on their conversations, whose rows are locked; of what is still open triage sees the new
    text anyway."""
    for conversation, edit in edits:
        target = revisions.edited(session, edit)
        if target is not None and target.outcome is not None and target.text and target.versions:
            _changed(session, conversation, str(target.versions[-1]["text"] or ""), target.text, edit.written_at, now)


def _changed(
    session: Session, conversation: Conversation, before: str, after: str, at: datetime, now: datetime
) -> None:
    if wanted([after]) == "out" and conversation.contact.opted_out_at is None:
        opting.out(session, conversation.contact, now, now)
    done = conversation.owner == owners.RESOLVED  # nothing opens it again but the wish for a person
    matters = asks_for_a_person(after) or (not done and says_something_else(before, after))
    if conversation.owner in owners.LOTSE_MAY_SPEAK and matters:
        conversations.escalate(session, conversation, "edited", at, conversation.team, now=now)


def says_something_else(before: str, after: str) -> bool:
    """Whether it is more than a slip put right: other numbers, or many other letters."""
    one, other = (" ".join(text.lower().split())[:LOOKED_AT] for text in (before, after))
    numbers = [[sign for sign in text if sign.isdigit()] for text in (one, other)]
    return numbers[0] != numbers[1] or SequenceMatcher(None, one, other, autojunk=False).ratio() < ALIKE
