"""What of the conversations a person has not seen yet, and noting what they have.

A conversation is seen when its page is opened, and when new messages show in a page that somebody looks at. Each
person has marks of their own; no customer hears of them.
"""

from collections.abc import Collection
from functools import lru_cache

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app import owners, sets
from app.current_intent import Ids
from app.dashboard.said import AT_THEIR_TARGET
from app.tables import Conversation, Message, Read

Owners = ColumnElement[str] | InstrumentedAttribute[str]
Reader = int | BindParameter[int]


def unread(conversation_id: Ids, owner: Owners, person_id: Reader) -> ColumnElement[bool]:
    """Whether a customer has written since the person saw the conversation. One that they never opened is only news
    to them while it is with people: what Lotse does alone would all be."""
    mine = (Read.person_id == person_id, Read.conversation_id == conversation_id)
    seen = select(Read.message_id).where(*mine).correlate_except(Read).scalar_subquery()
    written = aliased(Message)
    newer = select(literal(1)).where(
        written.conversation_id == conversation_id,
        written.id > func.coalesce(seen, literal(0, BigInteger)),
        written.direction == "in",
        written.kind.not_in(AT_THEIR_TARGET),
    )
    is_news = exists(newer.correlate_except(written))
    opened = exists(select(literal(1)).where(*mine).correlate_except(Read))
    return case((or_(owner.in_(sorted(owners.WITH_PEOPLE)), opened), is_news), else_=false())


def among(session: Session, person_id: int, conversation_ids: Collection[int]) -> frozenset[int]:
    """Those of the conversations that are unread."""
    given = {"person_id": person_id, "ids": list(conversation_ids)}
    return frozenset(session.scalars(_among(), given)) if conversation_ids else frozenset()


@lru_cache(maxsize=1)
def _among() -> Select[int]:
    here = sets.among_given(Conversation.id, "ids")
    return select(Conversation.id).where(here, unread(Conversation.id, Conversation.owner, bindparam("person_id")))


def seen(session: Session, person_id: int, conversation_id: int, message_id: int) -> None:
    """The person has seen the conversation up to this message; what they saw before stays seen."""
    if (up_to(session, person_id, conversation_id) or 0) < message_id:
        _write(session, person_id, conversation_id, message_id)


def forget(session: Session, person_id: int, conversation_id: int) -> None:
    """As if the person had not seen it."""
    _write(session, person_id, conversation_id, 0)


def up_to(session: Session, person_id: int, conversation_id: int) -> int | None:
    """The message up to which the person has seen it; 0 when they marked it as unread, None when never."""
    mine = (Read.person_id == person_id, Read.conversation_id == conversation_id)
    return session.scalar(select(Read.message_id).where(*mine))


def _write(session: Session, person_id: int, conversation_id: int, message_id: int) -> None:
    here = select(literal(person_id), Conversation.id, literal(message_id)).where(Conversation.id == conversation_id)
    mark = insert(Read).from_select(["person_id", "conversation_id", "message_id"], here)
    known = [Read.person_id, Read.conversation_id]
    session.execute(mark.on_conflict_do_update(index_elements=known, set_={"message_id": message_id}))
