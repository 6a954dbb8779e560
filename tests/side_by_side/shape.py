"""What a version's tables look like to who writes and reads them."""

from dataclasses import dataclass
from typing import Any

import psycopg

COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
           a.atthasdef OR a.attidentity <> ''
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY c.relname, a.attname
"""
# What refuses a row: constraints, unique indexes, triggers; with the columns that they look at (none: not known).
RULES = """
    SELECT r.conrelid::regclass::text, pg_get_constraintdef(r.oid), r.conrelid, r.conkey FROM pg_constraint r
    WHERE r.connamespace = 'public'::regnamespace AND r.contype IN ('c', 'f', 'u', 'p', 'x')
    UNION ALL
    SELECT indrelid::regclass::text, regexp_replace(pg_get_indexdef(indexrelid), 'INDEX \\S+ ON', 'INDEX ON'), indrelid,
           CASE WHEN 0 = ANY (indkey::int2[]) THEN NULL ELSE indkey::int2[] END
    FROM pg_index JOIN pg_class c ON c.oid = indexrelid
    WHERE indisunique AND c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT tgrelid::regclass::text, pg_get_triggerdef(oid), tgrelid, NULL FROM pg_trigger WHERE NOT tgisinternal
"""
NAMES = "SELECT attname FROM pg_attribute WHERE attrelid = %s AND attnum = ANY (%s) ORDER BY attname"


@dataclass(frozen=True, slots=True)
class Column:
    type: str
    nullable: bool
    fills_itself: bool

    def as_text(self) -> str:
        return " | ".join((self.type, *("nullable",) * self.nullable, *("fills itself",) * self.fills_itself))

    @classmethod
    def from_text(cls, text: str) -> "Column":
        kind, *marks = text.split(" | ")
        return cls(kind, "nullable" in marks, "fills itself" in marks)


@dataclass(frozen=True, slots=True)
class Table:
    columns: dict[str, Column]
    rules: dict[str, str]  # the columns that each looks at, as words


@dataclass(frozen=True, slots=True)
class Shape:
    revision: str
    tables: dict[str, Table]

    def as_json(self) -> dict[str, Any]:
        tables = {
            name: {"columns": {key: column.as_text() for key, column in table.columns.items()}, "rules": table.rules}
            for name, table in self.tables.items()
        }
        return {"revision": self.revision, "tables": tables}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Shape":
        tables = {
            name: Table({key: Column.from_text(text) for key, text in table["columns"].items()}, table["rules"])
            for name, table in stored["tables"].items()
        }
        return cls(stored["revision"], tables)


def read(url: str) -> Shape:
    """The shape of the tables at this address."""
    with psycopg.connect(url) as connection:
        tables: dict[str, Table] = {}
        for table, name, kind, nullable, fills_itself in connection.execute(COLUMNS):
            tables.setdefault(table, Table({}, {})).columns[name] = Column(kind, nullable, fills_itself)
        revision = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])  # type: ignore[index]
        for table, rule, oid, numbers in sorted(connection.execute(RULES).fetchall(), key=lambda row: row[:2]):
            looks_at = connection.execute(NAMES, (oid, numbers or [])).fetchall()
            tables[table].rules[rule] = " ".join(name for (name,) in looks_at)
    del tables["alembic_version"]
    return Shape(revision, tables)
