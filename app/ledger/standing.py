"""What makes an outcome true. A message whose outcome says what did not happen is unexplained.

Values that stand in the predicate of an index are written out: with a parameter in their place PostgreSQL does not
recognise the index in a statement that it has prepared for any value.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, literal_column, or_, select
from sqlalchemy.orm import aliased

from app.tables import Conversation, Event, Message

# The lines of a timeline that tell of people: without one of them nobody was ever brought in.
BROUGHT_IN = (
    *("escalated", "stopped", "taken", "assigned", "answered_by_phone", "trouble", "resolved", "handed_back"),
    *("claim_over", "agent_away", "agent_left", "left_alone", "erased"),
)

CLOCKS_JUMP = timedelta(hours=1)  # what came after a message may bear a time that is so much earlier


def written_out(*words: str) -> list[ColumnElement[Any]]:
    return [literal_column(f"'{word}'") for word in words]


[IN, BOT] = written_out("in", "bot")


def _found(*criteria: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether such a row is found, looked up for each message by an index.

    Without OFFSET 0 PostgreSQL reads and hashes the whole table for the sake of one day's messages.
    """
    return exists(select(literal_column("1")).where(*criteria).offset(literal_column("0")))


def _answered_by_none() -> ColumnElement[bool]:
    """No answer of the bot's, or only such as people were told of, or that were cancelled: then they have it."""
    answer = aliased(Message)
    given_up = and_(answer.status.in_(("failed", "unknown")), answer.told_at.is_not(None))
    stands = ~or_(answer.status == "cancelled", given_up)
    return ~_found(answer.answers_id == Message.id, answer.author == BOT, stands)


def _covered_by_none() -> ColumnElement[bool]:
    covering = aliased(Message)
    has_outcome = and_(covering.direction == "in", covering.outcome.is_not(None), covering.outcome != "joined")
    return ~_found(covering.id == Message.covered_by_id, has_outcome)


def _with_nobody() -> ColumnElement[bool]:
    """People have the conversation no more, and since the message came nothing tells that they ever had it."""
    said = aliased(Message)
    since = Message.stored_at - CLOCKS_JUMP
    here = Event.conversation_id == Message.conversation_id
    told = _found(here, Event.kind.in_(BROUGHT_IN), Event.at >= since)
    by_people = said.author.in_(("agent", "phone"))
    spoke = _found(said.conversation_id == Message.conversation_id, by_people, said.stored_at >= since)
    return and_(Conversation.owner.in_(("bot", "resolved")), ~told, ~spoke)


def is_unexplained() -> ColumnElement[bool]:
    """For a query of inbound messages, each joined with its conversation."""
    return case(
        (Message.outcome.is_(None), Conversation.due_at.is_(None)),
        (Message.outcome.in_(("answered", "asked")), _answered_by_none()),
        (Message.outcome == "joined", _covered_by_none()),
        (Message.outcome == "escalated", _with_nobody()),
        else_=false(),
    )
