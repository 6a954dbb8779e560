"""What of the next version's tables breaks the version before, and what of its migrations holds it up. Pure."""

import re
from collections.abc import Iterable, Iterator, Set

from tests.side_by_side.shape import Column, Shape, Table

GROWING = "messages|conversations|deliveries|decisions|events|contacts|contact_aliases|media|media_chunks|lookups"
HOLDS_UP = {
    rf"CREATE (UNIQUE )?INDEX (?!CONCURRENTLY).* ON ({GROWING})\b": "use migrations/beside.py's build_index",
    rf"ALTER TABLE ({GROWING}) ADD CONSTRAINT (?!.*NOT VALID)": "add it NOT VALID, and validate it by itself",
    rf"ALTER TABLE ({GROWING}) ALTER COLUMN \w+ (TYPE|SET NOT NULL)": "it reads or rewrites the whole table under lock",
    rf"ALTER TABLE ({GROWING}) ADD COLUMN .*DEFAULT [^,]*(random|clock_timestamp)": "it rewrites the table under lock",
    rf"UPDATE ({GROWING}) (?!.*\bWHERE\b)": "write it in batches after the release",
}


def broken(before: Shape, after: Shape) -> Iterator[str]:
    """Each thing that the version before does and that fails on the tables of `after`."""
    for name, table in before.tables.items():
        if name not in after.tables:
            yield f"{name}: the table is gone"
            continue
        new = after.tables[name]
        yield from (f"{name}.{told}" for told in _columns(table, new))
        yield from (f"{name}: new rule {rule}" for rule in _rules(table, new))


def _columns(old: Table, new: Table) -> Iterator[str]:
    for name, column in old.columns.items():
        if name not in new.columns:
            yield f"{name}: the column is gone"
        else:
            yield from (f"{name}: {told}" for told in _column(column, new.columns[name]))
    for name in new.columns.keys() - old.columns.keys():
        if not (new.columns[name].nullable or new.columns[name].fills_itself):
            yield f"{name}: is new, must be set, and the version before does not know it"


def _column(old: Column, new: Column) -> Iterator[str]:
    if old.type != new.type:
        yield f"was {old.type}, is {new.type}"
    if old.nullable and not new.nullable:
        yield "could be empty, and must not be any more"
    if old.fills_itself and not (new.fills_itself or new.nullable):
        yield "filled itself, and has to be given now"


def _rules(old: Table, new: Table) -> Iterator[str]:
    """Those that look at new columns only refuse nothing of who does not know these."""
    added = new.columns.keys() - old.columns.keys()
    for rule in new.rules.keys() - old.rules.keys():
        if not _looks_only_at(new.rules[rule], added):
            yield rule


def _looks_only_at(columns: str, added: Set[str]) -> bool:
    return bool(columns) and set(columns.split()) <= added


def holding_up(statements: Iterable[str]) -> Iterator[str]:
    """Each statement that keeps the running version from a table that has grown, and what to do instead."""
    for statement in statements:
        plain = " ".join(statement.split())
        yield from (f"{plain[:120]}: {cure}" for pattern, cure in HOLDS_UP.items() if re.match(pattern, plain, re.I))
