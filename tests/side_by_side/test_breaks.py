"""What would break the version before, or hold it up, is seen; what it never notices is let pass."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.side_by_side.breaks import broken, holding_up
from tests.side_by_side.shape import Column, Shape, Table

TABLE = Table({"id": Column("bigint", False, True), "text": Column("text", True, False)}, {"CHECK ((id > 0))": "id"})
ONE = Shape("1", {"messages": TABLE})


def altered(columns: dict[str, Column], rules: dict[str, str] | None = None) -> Shape:
    return Shape("2", {"messages": replace(TABLE, columns=columns, rules=rules or TABLE.rules)})


def changes() -> Iterator[tuple[Shape, str]]:
    id_, text = TABLE.columns["id"], TABLE.columns["text"]
    yield Shape("2", {}), "messages: the table is gone"
    yield altered({"id": id_, "words": text}), "messages.text: the column is gone"
    yield altered({"id": id_, "text": Column("varchar", True, False)}), "messages.text: was text, is varchar"
    yield altered({"id": id_, "text": Column("text", False, False)}), "must not be any more"
    yield altered({"id": Column("bigint", False, False), "text": text}), "has to be given now"
    yield altered({**TABLE.columns, "seen": Column("text", False, False)}), "the version before does not know it"
    yield altered(TABLE.columns, {"UNIQUE (text)": "text"}), "messages: new rule UNIQUE (text)"
    yield altered(TABLE.columns, {"TRIGGER keep": ""}), "messages: new rule TRIGGER keep"


@pytest.mark.parametrize(("after", "told"), [*changes()], ids=lambda value: value if isinstance(value, str) else "")
def test_what_breaks_the_version_before_is_seen(after: Shape, told: str) -> None:
    assert [told in one for one in broken(ONE, after)] == [True]


def test_what_it_never_notices_is_let_pass() -> None:
    more = {**TABLE.columns, "seen": Column("text", True, False), "at": Column("date", False, True)}
    after = altered(more, {**TABLE.rules, "CHECK ((seen <> ''))": "seen"})

    assert [*broken(ONE, replace(after, tables={**after.tables, "new": TABLE}))] == []


@pytest.mark.parametrize(
    ("statement", "holds_up"),
    [
        ("CREATE INDEX ix_x ON messages (text)", True),
        ("CREATE INDEX CONCURRENTLY ix_x ON messages (text)", False),
        ("CREATE INDEX ix_x ON labels (name)", False),
        ("ALTER TABLE messages ADD CONSTRAINT x CHECK (id > 0)", True),
        ("ALTER TABLE messages ADD CONSTRAINT x CHECK (id > 0) NOT VALID", False),
        ("ALTER TABLE messages ALTER COLUMN text SET NOT NULL", True),
        ("ALTER TABLE messages ADD COLUMN seen BOOLEAN DEFAULT false NOT NULL", False),
        ("ALTER TABLE messages ADD COLUMN key UUID DEFAULT gen_random_uuid() NOT NULL", True),
        ("UPDATE messages SET\n text = NULL", True),
        ("UPDATE messages SET text = NULL WHERE id = 1", False),
    ],
)
def test_what_holds_the_version_before_up_is_seen(statement: str, holds_up: bool) -> None:
    assert bool([*holding_up([statement])]) == holds_up
