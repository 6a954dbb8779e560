"""Where a word can be found: every column of every table as text, bytes among them."""

from sqlalchemy import LargeBinary, Select, Table, Text, cast, func, or_, select
from sqlalchemy.orm import Session, sessionmaker

from app.tables import Base


def places(sessions: sessionmaker[Session], trace: str) -> list[str]:
    """The tables in which any column of any row holds it."""
    with sessions() as session:
        return [table.name for table in Base.metadata.sorted_tables if session.scalar(_holds(table, trace))]


def dumped(sessions: sessionmaker[Session]) -> str:
    """All rows of all tables as Python shows them, to look for many words at once."""
    with sessions() as session:
        return "\n".join(str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table)))


def _holds(table: Table, trace: str) -> Select[bool]:
    as_text = [
        func.encode(column, "escape") if isinstance(column.type, LargeBinary) else cast(column, Text)
        for column in table.columns
    ]
    return select(select(1).select_from(table).where(or_(*(func.strpos(text, trace) > 0 for text in as_text))).exists())
