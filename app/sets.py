"""Many rows in one statement whose text never changes, however many they are.

PostgreSQL plans such a statement once for a connection, and a batch costs one round trip. A statement with a place for
each value is another one for every number of rows: taking it apart and planning it cost more than carrying it out.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    LargeBinary,
    String,
    Text,
    any_,
    bindparam,
    cast,
    column,
    func,
    inspect,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB, Insert, insert
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from app.tables import Base

Column = InstrumentedAttribute[Any]


def among(attribute: Column, values: Collection[Any]) -> ColumnElement[bool]:
    """Whether the column's value is one of these."""
    return attribute == any_(_array(attribute, values))


def among_given(attribute: Column, name: str) -> ColumnElement[bool]:
    """The same for a statement that is made once: the list is given under this name when it is carried out."""
    return attribute == any_(bindparam(name, type_=_list_of(attribute)))


def pairs_among(first: Column, second: Column, pairs: Collection[tuple[Any, Any]]) -> ColumnElement[bool]:
    """Whether the two columns' values are one of these pairs."""
    firsts, seconds = zip(*pairs, strict=True) if pairs else ((), ())
    given = select(func.unnest(_array(first, firsts)), func.unnest(_array(second, seconds)))
    return tuple_(first, second).in_(given)


def _array(attribute: Column, values: Iterable[Any]) -> Any:
    return literal(list(values), _list_of(attribute))


def _list_of(attribute: Column) -> ARRAY[Any]:
    """Texts without their column's limit: a cast to it would cut them and find the wrong row."""
    kind = attribute.type
    return ARRAY(Text() if isinstance(kind, String) else kind)


def insertion(table: type[Base], rows: Sequence[dict[str, Any]]) -> Insert:
    """An INSERT of these rows, which all name the same columns; `on_conflict_...` and `returning` can be added."""
    names = list(rows[0])
    new = given(table, names, rows)
    return insert(table).from_select(names, select(*new.c), include_defaults=False)


def given(table: type[Base], names: Sequence[str], rows: Sequence[dict[str, Any]]) -> Any:
    """The rows as a table with the columns' types. They travel as one JSON text."""
    types = inspect(table).columns
    as_json = cast(literal(json.dumps(rows, default=_plain), Text), JSONB)
    record = func.jsonb_populate_recordset(sql(f"NULL::{table.__tablename__}"), as_json)
    return record.table_valued(*(column(name, types[name].type) for name in names), name="given")


def _plain(value: object) -> str:
    if isinstance(value, datetime | UUID):
        return str(value)
    raise TypeError(f"a {type(value).__name__} cannot travel as JSON")


def write_changes(session: Session, *_: Any) -> None:
    """Before a flush: changes of the same columns in several rows of a table become one UPDATE.

    What is left over (single rows, bytes, changed relationships) is SQLAlchemy's. Raises StaleDataError, as SQLAlchemy
    does, when a row is no longer there.
    """
    alike: dict[tuple[type[Base], tuple[str, ...]], list[Any]] = defaultdict(list)
    for row in session.dirty:
        if changed := _changed(row):
            alike[type(row), changed].append(row)
    for (table, names), rows in alike.items():
        if len(rows) > 1 and _can_travel(table, names):
            _update(session, table, names, rows)


def _changed(row: Any) -> tuple[str, ...]:
    before = inspect(row).committed_state
    return tuple(sorted(name for name, value in before.items() if value != row.__dict__.get(name, value)))


def _can_travel(table: type[Base], names: Iterable[str]) -> bool:
    columns = inspect(table).columns
    return all(name in columns and not isinstance(columns[name].type, LargeBinary) for name in names)


def _update(session: Session, table: type[Any], names: tuple[str, ...], rows: list[Any]) -> None:
    values = [{"id": row.id, **{name: getattr(row, name) for name in names}} for row in rows]
    new = given(table, ("id", *names), values)
    changing = update(table).where(table.id == new.c.id).values({name: new.c[name] for name in names})
    found = session.connection().execute(changing).rowcount
    if found != len(rows):
        raise StaleDataError(f"{len(rows)} rows of {table.__tablename__} were to be changed, {found} were there")
    for row in rows:
        for name in names:
            set_committed_value(row, name, getattr(row, name))
