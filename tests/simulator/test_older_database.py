"""A database of an older simulator is kept, and a new one begun."""

import sqlite3
from contextlib import closing
from pathlib import Path

from simulator.database import Database


def test_chats_of_an_older_version_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "simulator.sqlite3"
    with closing(sqlite3.connect(path)) as older:
        older.executescript("CREATE TABLE customers (id INTEGER PRIMARY KEY); INSERT INTO customers VALUES (7);")
    database = Database(path)
    with database.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM customers").fetchone()[0] == 0
    database.close()
    (kept,) = tmp_path.glob("simulator.version-0-*.sqlite3")
    with closing(sqlite3.connect(kept)) as older:
        assert older.execute("SELECT id FROM customers").fetchone()[0] == 7


def test_a_database_of_this_version_is_taken_up_again(tmp_path: Path) -> None:
    path = tmp_path / "simulator.sqlite3"
    Database(path).close()
    Database(path).close()
    assert not list(tmp_path.glob("*version*"))
