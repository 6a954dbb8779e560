"""The simulator's state: one SQLite file, one connection, one writer at a time."""

import fcntl
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from threading import RLock

import structlog

SCHEMA = Path(__file__).with_name("schema.sql")
VERSION = 3  # of the schema; a file of another one is set aside

log = structlog.get_logger("simulator")


class InUseError(Exception):
    """Another simulator works on the same file: both would deliver the same webhooks."""


class Database:
    """Opens (and creates) the file at `path`. Raises InUseError when another simulator has it open."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = RLock()
        self.opened = secrets.token_hex(4)  # tells one opening from another
        # Not on the database file itself: closing a second handle to it would drop SQLite's own locks.
        self._guard = path.with_suffix(".lock").open("w")
        try:
            fcntl.flock(self._guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._guard.close()
            raise InUseError(f"Another simulator is already running on {path}.") from error
        _set_aside_older(path)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
            + SCHEMA.read_text("utf-8")
            + f"PRAGMA user_version = {VERSION};"
        )

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection inside BEGIN IMMEDIATE: committed at the end, rolled back when anything is raised."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        with self._lock:
            self._connection.close()
            self._guard.close()


def _set_aside_older(path: Path) -> None:
    """Chats of an older simulator are kept under another name; nothing reads them any more."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == VERSION or not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            return
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    aside = next(name for n in count(1) if not (name := path.with_suffix(f".version-{version}-{n}.sqlite3")).exists())
    path.rename(aside)
    log.warning("the chats are of an older version: kept under another name, a new file is begun", kept=str(aside))
