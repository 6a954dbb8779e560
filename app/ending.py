"""Taking a conversation and being done with it, as people wish it: whether they may, and then the verb.

Each runs in the caller's transaction and expects the conversation's row locked.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app import assigning, conversations, handling, owners
from app.refusals import RefusedError
from app.tables import Conversation, Person


def take(session: Session, conversation: Conversation, person: Person, had_it: int, now: datetime) -> None:
    """`had_it`: who had the conversation when they decided to, 0 for nobody. Taking over from somebody is a choice;
    taking from whoever was quicker is an accident. Raises RefusedError with `others_conversation`."""
    if conversation.assignee_id not in {None, person.id, had_it}:
        raise RefusedError("others_conversation")
    handling.take(session, conversation, person, now)


def hand_back(session: Session, conversation: Conversation, person: Person, seen: int | None, now: datetime) -> None:
    """Raises RefusedError as `resolve` does."""
    _check(session, conversation, person, seen)
    if conversation.owner in owners.WITH_PEOPLE:
        handling.hand_back(session, conversation, person, now)


def resolve(session: Session, conversation: Conversation, person: Person, seen: int | None, now: datetime) -> None:
    """`seen`: the newest message that they have read. Raises RefusedError with `others_conversation` (it is taken over
    first, so that nobody ends another's talk by an old page) or `said_meanwhile`."""
    _check(session, conversation, person, seen)
    if conversation.owner != owners.RESOLVED:
        handling.resolve(session, conversation, person, now)


def _check(session: Session, conversation: Conversation, person: Person, seen: int | None) -> None:
    assigning.check_may(conversation, person)
    check_read(session, conversation, seen)


def check_read(session: Session, conversation: Conversation, seen: int | None) -> None:
    """Nobody is done with what the customer wrote after they looked: they are shown that first.

    Raises RefusedError with `said_meanwhile`.
    """
    if seen is not None and conversations.wrote_since(session, conversation, seen):
        raise RefusedError("said_meanwhile")
