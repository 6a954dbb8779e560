"""A short text for all that a page may show of a conversation: another one whenever any of it is written anew.

PostgreSQL marks each version of a row with the transaction that wrote it (xmin) and with its place (ctid). To add these
up takes one statement; to read what the page shows takes twenty.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    Table,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.orm import Session

from app.tables import Base, Conversation, Message

# What else hangs on a conversation or a contact, and is not shown in its page or is each reader's own.
NOT_SHOWN = frozenset(
    ("checks", "drafts", "former_contacts", "former_conversations", "hook_events", "notices", "reads", "viewers")
)


def of(session: Session, conversation_id: int, most: int) -> str:
    """Of the conversation, its contact, and the contact's other conversations; of messages the latest `most` only."""
    row = session.execute(_stamped(), {"conversation_id": conversation_id, "most": most}).one()
    return " ".join(str(mark) for mark in row)


@lru_cache(maxsize=1)
def _stamped() -> Select[*tuple[Any, ...]]:
    theirs, latest = _theirs(), _latest()
    marks = [_mark(table, where).label(table.name) for table, where in _places(theirs, latest) if where is not None]
    return select(_sum(latest.c.version).scalar_subquery().label("messages"), *marks)


def _theirs() -> CTE:
    """The contact's conversations."""
    own = select(Conversation.contact_id).where(Conversation.id == bindparam("conversation_id")).scalar_subquery()
    return select(Conversation.id, Conversation.contact_id).where(Conversation.contact_id == own).cte("theirs")


def _latest() -> CTE:
    here = select(Message.id, _version(Message.__tablename__).label("version"))
    ordered = here.where(Message.conversation_id == bindparam("conversation_id"))
    ordered = ordered.order_by(Message.written_at.desc(), Message.id.desc())
    return ordered.limit(bindparam("most", type_=Integer)).cte("latest")


def _places(theirs: CTE, latest: CTE) -> list[tuple[Table, ColumnElement[bool] | None]]:
    """Each table with its rows that are about the conversation; None where none are."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in {*NOT_SHOWN, "messages"}]
    return [(table, _about(table, theirs, latest)) for table in tables]


def _about(table: Table, theirs: CTE, latest: CTE) -> ColumnElement[bool] | None:
    if table.name in {"contacts", "conversations"}:
        return table.c.id.in_(select(theirs.c.contact_id if table.name == "contacts" else theirs.c.id))
    if "conversation_id" in table.c:
        return table.c.conversation_id.in_(select(theirs.c.id))
    if "contact_id" in table.c:
        return table.c.contact_id.in_(select(theirs.c.contact_id))
    return table.c.message_id.in_(select(latest.c.id)) if "message_id" in table.c else None


def _mark(table: Table, where: ColumnElement[bool]) -> ScalarSelect[Any]:
    return _sum(_version(table.name)).where(where).scalar_subquery()


def _sum(version: ColumnElement[str]) -> Select[Any]:
    return select(func.sum(func.hashtextextended(version, 0)))


def _version(table: str) -> ColumnElement[str]:
    return func.concat(literal_column(f"{table}.xmin"), " ", literal_column(f"{table}.ctid"))
