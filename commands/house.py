"""What every command needs first: VAR_DIR, its settings, its servers, a current database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands import first_values, servers
from commands.migrating import migrate

ROOT = Path(__file__).parents[1]


def var_dir() -> Path:
    """Where Lotse keeps its state, as an absolute path; kept in the environment for child processes."""
    folder = Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute()
    os.environ["VAR_DIR"] = str(folder)
    return folder


@contextmanager
def opened(statement_seconds: int | None = None) -> Iterator[dict[str, servers.Server]]:
    """Have the servers run (embedded ones unless set ones are named), the settings complete, the tables current."""
    folder = var_dir()
    if servers.embedded(folder):
        first_values.write(folder)
    with servers.running(folder) as started:
        migrate(statement_seconds)
        yield started


@contextmanager
def at_hand() -> Iterator[None]:
    """The database, where there is one already: what works on the playbook's files needs none."""
    folder = var_dir()
    if os.environ.get("DATABASE_URL") or not (folder / "postgres").exists():
        yield
    else:
        with opened():
            yield
