"""PostgreSQL and Valkey from wheels, under VAR_DIR, for whoever has set no DATABASE_URL or REDIS_URL."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from commands.servers.place import ServerError
from commands.servers.postgres import Postgres
from commands.servers.valkey import Valkey

__all__ = ["Postgres", "ServerError", "Valkey", "embedded", "running"]

Server = Postgres | Valkey


def embedded(var_dir: Path) -> dict[str, Server]:
    """The servers that Lotse brings itself, by the variable that would name another one; set ones are left out."""
    servers: dict[str, Server] = {
        "DATABASE_URL": Postgres(var_dir / "postgres"),
        "REDIS_URL": Valkey(var_dir / "valkey"),
    }
    return {name: server for name, server in servers.items() if not os.environ.get(name)}


@contextmanager
def running(var_dir: Path) -> Iterator[dict[str, Server]]:
    """Have the embedded servers run, with their addresses in the environment; the last user stops them.

    Finds those that `make run` or another command started. Raises ServerError when one does not start.
    """
    var_dir.mkdir(parents=True, exist_ok=True)
    servers = embedded(var_dir)
    with _lock_file(var_dir, "servers.lock") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            _start(var_dir, servers)
            os.environ.update({name: server.url for name, server in servers.items()})
            yield servers
        finally:
            for name in servers:
                os.environ.pop(name, None)
            _stop_if_last(var_dir, servers, users)
            fcntl.flock(users, fcntl.LOCK_UN)  # a forked child may still hold the file open


def _start(var_dir: Path, servers: dict[str, Server]) -> None:
    with _lock_file(var_dir, "servers.start.lock") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        for server in servers.values():
            if not server.running():
                server.start()


def _stop_if_last(var_dir: Path, servers: dict[str, Server], users: IO[str]) -> None:
    """Locks vanish with their processes, so a killed user never keeps the servers running for ever."""
    with _lock_file(var_dir, "servers.start.lock") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        for server in servers.values():
            server.stop()


@contextmanager
def _lock_file(var_dir: Path, name: str) -> Iterator[IO[str]]:
    with (var_dir / name).open("w") as file:
        yield file
