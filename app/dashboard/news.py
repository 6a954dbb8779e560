"""What an open page may ring for: customers' messages in the reader's conversations, and who newly waits for them; and
whether anybody waits for them at all, which its icon shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Boolean, ColumnElement, Select, exists, literal_column, or_, select
from sqlalchemy.orm import Session

from app import clock, teams
from app.samples.mark import is_real
from app.tables import Conversation

MOST = 200  # of each
NEW = timedelta(hours=1)  # who waits longer was rung for long ago

Pair = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class News:
    """Conversations with the moment of what is new in them: the customer's last message, and since when they wait.

    `calls`: a customer waits for the reader, in a conversation of theirs or in one that is offered to them."""

    mine: tuple[Pair, ...] = ()
    waiting: tuple[Pair, ...] = ()
    calls: bool = False

    @property
    def icon(self) -> str:
        """The tab's, with a dot while somebody waits."""
        return "logo_waits.svg" if self.calls else "logo.svg"


def read(session: Session, person_id: int) -> News:
    return News(_pairs(session, _mine(person_id)), _pairs(session, _waiting(person_id)), _calls(session, person_id))


def as_data(pairs: tuple[Pair, ...]) -> str:
    """For an attribute of the page: `12:1764412345678 15:1764412399999`, the times in milliseconds."""
    return " ".join(f"{number}:{round(at.timestamp() * 1000)}" for number, at in pairs)


def _pairs(session: Session, pairs: Select[int, datetime | None]) -> tuple[Pair, ...]:
    found = session.execute(pairs.where(is_real(Conversation.inbox_id)).limit(MOST))
    return tuple((number, at) for number, at in found if at)


def _mine(person_id: int) -> Select[int, datetime | None]:
    at = Conversation.last_customer_at
    return select(Conversation.id, at).where(*_theirs(person_id)).order_by(at.desc().nulls_last(), Conversation.id)


def _theirs(person_id: int) -> tuple[ColumnElement[bool], ...]:
    return (literal_column("conversations.owner = 'agent'", Boolean), Conversation.assignee_id == person_id)


def _waiting(person_id: int) -> Select[int, datetime | None]:
    """The priorities are named for the index's sake."""
    since = Conversation.waiting_since
    lately = (*_offered(person_id), since > clock.moved() - NEW)
    return select(Conversation.id, since).where(*lately).order_by(since.desc(), Conversation.id)


def _offered(person_id: int) -> tuple[ColumnElement[bool], ...]:
    waits = (Conversation.owner == "waiting", Conversation.priority.in_((0, 1, 2, 3)))
    return (*waits, Conversation.snoozed_at.is_(None), teams.offered_to(person_id))


def _calls(session: Session, person_id: int) -> bool:
    waits = (Conversation.waiting_since.is_not(None), Conversation.snoozed_at.is_(None))
    places = (_offered(person_id), (*_theirs(person_id), *waits))
    here = (exists().where(*place, is_real(Conversation.inbox_id)) for place in places)
    return bool(session.scalar(select(or_(*here))))
