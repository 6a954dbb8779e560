"""What an open page may ring for: customers' messages in the reader's conversations, those that somebody gives them,
and who newly waits for them; and whether anybody waits for them at all, which its icon shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    bindparam,
    cast,
    exists,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app import teams
from app.samples.mark import is_real
from app.tables import Conversation, Event

MOST = 200  # of each
NEW = timedelta(hours=1)  # who waits longer was rung for long ago
READER = bindparam("person_id", type_=BigInteger)

Pair = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class News:
    """Conversations with the moment of what is new in them: the customer's last message, when a colleague gave them to
    the reader, and since when they wait.

    `calls`: a customer waits for the reader, in a conversation of theirs or in one that is offered to them."""

    mine: tuple[Pair, ...] = ()
    given: tuple[Pair, ...] = ()
    waiting: tuple[Pair, ...] = ()
    calls: bool = False

    @property
    def icon(self) -> str:
        """The tab's, with a dot while somebody waits."""
        return "logo_waits.svg" if self.calls else "logo.svg"


def read(session: Session, person_id: int, now: datetime) -> News:
    """In one question: every open page asks it again and again."""
    given = {"person_id": person_id, "lately": now - NEW, "most": MOST}
    found = session.execute(_asked(), given).all()
    pairs = {kind: tuple((row.id, row.at) for row in found if row.kind == kind and row.at) for kind in PAIRS}
    return News(**pairs, calls=any(row.kind == "calls" for row in found))


def as_data(pairs: tuple[Pair, ...]) -> str:
    """For an attribute of the page: `12:1764412345678 15:1764412399999`, the times in milliseconds."""
    return " ".join(f"{number}:{round(at.timestamp() * 1000)}" for number, at in pairs)


@lru_cache(maxsize=1)
def _asked() -> CompoundSelect[*tuple[Any, ...]]:
    """Rows of each kind; one row of the last where it is so."""
    kinds = {**{kind: _latest(pairs()) for kind, pairs in PAIRS.items()}, "calls": _calls()}
    parts = (select(literal_column(f"'{kind}'").label("kind"), *part.subquery().c) for kind, part in kinds.items())
    return union_all(*parts)


def _latest(pairs: Select[int, datetime | None]) -> Select[int, datetime | None]:
    return pairs.where(is_real(Conversation.inbox_id)).limit(bindparam("most", type_=Integer))


def _mine() -> Select[int, datetime | None]:
    at = Conversation.last_customer_at
    return select(Conversation.id, at.label("at")).where(*_theirs()).order_by(at.desc().nulls_last(), Conversation.id)


def _theirs() -> tuple[ColumnElement[bool], ...]:
    return (literal_column("conversations.owner = 'agent'", Boolean), Conversation.assignee_id == READER)


def _given() -> Select[int, datetime | None]:
    """By the line that tells of it: what was taken, or is back after an undo, nobody gave them just now. The latest are
    chosen first, so that no more lines than theirs are looked up."""
    at, lately = Conversation.taken_at, (*_theirs(), Conversation.taken_at > bindparam("lately"))
    latest = select(Conversation.id).where(*lately).order_by(at.desc()).limit(bindparam("most", type_=Integer))
    line = (Event.conversation_id == Conversation.id, Event.at == at, Event.kind == "assigned")
    by_another = exists().where(*line, Event.person_id.is_distinct_from(READER))
    given = select(Conversation.id, at.label("at")).where(Conversation.id.in_(latest), by_another)
    return given.order_by(at.desc(), Conversation.id)


def _waiting() -> Select[int, datetime | None]:
    """The priorities are named for the index's sake."""
    since = Conversation.waiting_since
    lately = (*_offered(), since > bindparam("lately"))
    return select(Conversation.id, since.label("at")).where(*lately).order_by(since.desc(), Conversation.id)


def _offered() -> tuple[ColumnElement[bool], ...]:
    waits = (Conversation.owner == "waiting", Conversation.priority.in_((0, 1, 2, 3)))
    return (*waits, Conversation.snoozed_at.is_(None), teams.offered_to(READER))


def _calls() -> Select[int, datetime | None]:
    waits = (Conversation.waiting_since.is_not(None), Conversation.snoozed_at.is_(None))
    places = (_offered(), (*_theirs(), *waits))
    here = (exists().where(*place, is_real(Conversation.inbox_id)) for place in places)
    row = (literal(0, BigInteger).label("id"), cast(null(), Conversation.waiting_since.type).label("at"))
    return select(*row).where(or_(*here))


PAIRS = {"mine": _mine, "given": _given, "waiting": _waiting}
