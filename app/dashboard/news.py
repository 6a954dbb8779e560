"""What an open page may ring for: customers' messages in the reader's conversations, and who newly waits for them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from app import clock, teams
from app.samples.mark import is_real
from app.tables import Conversation

MOST = 200  # of each
NEW = timedelta(hours=1)  # who waits longer was rung for long ago

Pair = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class News:
    """Conversations with the moment of what is new in them: the customer's last message, and since when they wait."""

    mine: tuple[Pair, ...] = ()
    waiting: tuple[Pair, ...] = ()


def read(session: Session, person_id: int) -> News:
    return News(_pairs(session, _mine(person_id)), _pairs(session, _waiting(person_id)))


def as_data(pairs: tuple[Pair, ...]) -> str:
    """For an attribute of the page: `12:1764412345678 15:1764412399999`, the times in milliseconds."""
    return " ".join(f"{number}:{round(at.timestamp() * 1000)}" for number, at in pairs)


def _pairs(session: Session, pairs: Select[int, datetime | None]) -> tuple[Pair, ...]:
    found = session.execute(pairs.where(is_real(Conversation.inbox_id)).limit(MOST))
    return tuple((number, at) for number, at in found if at)


def _mine(person_id: int) -> Select[int, datetime | None]:
    at = Conversation.last_customer_at
    theirs = (sql("conversations.owner = 'agent'"), Conversation.assignee_id == person_id)
    return select(Conversation.id, at).where(*theirs).order_by(at.desc().nulls_last(), Conversation.id)


def _waiting(person_id: int) -> Select[int, datetime | None]:
    """The priorities are named for the index's sake."""
    since = Conversation.waiting_since
    lately = (Conversation.owner == "waiting", Conversation.priority.in_((0, 1, 2, 3)), since > clock.moved() - NEW)
    to_them = (Conversation.snoozed_at.is_(None), teams.offered_to(person_id))
    return select(Conversation.id, since).where(*lately, *to_them).order_by(since.desc(), Conversation.id)
