"""Removing the sample conversations with all that people did to them, whatever tables that went into."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, false, or_, select
from sqlalchemy.orm import Session

from app.samples.mark import NUMBER
from app.tables import Base, Contact, Conversation, Inbox, Person

Found = dict[Table, list[int]]


def remove(session: Session) -> bool:
    """Whether there were any. Rows are found by their foreign keys, so that a new table needs nothing here."""
    inbox = session.scalar(select(Inbox.id).where(Inbox.phone_number_id == NUMBER).with_for_update())
    if inbox is None:
        return False
    found = _found(session, inbox)
    for table in reversed(Base.metadata.sorted_tables):
        if conditions := _goes(table, found):  # else not even a deletion of nothing, which the audit log refuses
            session.execute(delete(table).where(or_(*conditions)))
    return True


def _found(session: Session, inbox_id: int) -> Found:
    """The ids of what goes, by their tables, parents before children."""
    theirs = select(Conversation.contact_id).where(Conversation.inbox_id == inbox_id)  # who was erased has no alias
    contacts = session.scalars(theirs).all()
    found: Found = {_table(Inbox): [inbox_id], _table(Contact): list(contacts)}
    for table in Base.metadata.sorted_tables:
        if "id" in table.c and table not in found and table is not _table(Person):
            ids = list(session.scalars(select(table.c.id).where(or_(false(), *_goes(table, found)))))
            found |= {table: ids} if ids else {}
    return found


def _goes(table: Table, found: Found) -> Sequence[ColumnElement[bool]]:
    """Rows that were found, and such as belong to one that was: where any of these holds."""
    keys = [(key.parent, key.column.table) for key in table.foreign_keys if key.column.table is not table]
    conditions = [column.in_(found[of]) for column, of in keys if of in found]
    if table in found:
        conditions.append(table.c.id.in_(found[table]))
    return conditions


def _table(model: type[Any]) -> Table:
    table: Table = model.__table__
    return table
