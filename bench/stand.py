"""Lotse's real processes on this machine, in a folder of their own, and what they use."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from honcho.environ import parse_procfile
from sqlalchemy import text

from app import database, settings
from app.wake import KINDS
from bench.meta import NUMBER_ID
from commands import classifier, first_values, house, release
from commands.servers import Server, running

ROOT = house.ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Stand:
    """The processes of the Procfile, by name, with the servers that they use."""

    folder: Path
    servers: dict[str, Server]
    port: int = field(default_factory=free_port)
    graph_port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, workers: int = 1) -> None:
        lines = parse_procfile((ROOT / "Procfile").read_text()).processes
        several = {f"worker-{number}": lines["worker"] for number in range(1, workers + 1)}
        for name, line in {"web": lines["web"], "clock": lines["clock"], **several}.items():
            with (self.folder / f"{name}.log").open("wb") as log:
                command = ["sh", "-c", f"exec {shlex.quote(sys.executable)} -m {_module(line)}"]
                self.processes[name] = subprocess.Popen(
                    command, cwd=ROOT, env=self._environment(), stdout=log, stderr=log, start_new_session=True
                )
        _wait_for_port(self.port)

    def _environment(self) -> dict[str, str]:
        graph = f"http://127.0.0.1:{self.graph_port}"
        return {**os.environ, "PORT": str(self.port), "HOST": "127.0.0.1", "GRAPH_URL": graph}

    def stop(self) -> None:
        for process in self.processes.values():
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            process.wait(timeout=30)

    def cpu_seconds(self) -> dict[str, float]:
        """So far, by process; the children's too."""
        used = {f"{name}{part}": cpu for name, process in self.processes.items() for part, cpu in _parts(process.pid)}
        used["postgres"] = _used(int((self.folder / "postgres/postmaster.pid").read_text().split()[0]))
        return used | {"valkey": _used(_valkey(self.servers))}

    def megabytes(self) -> dict[str, float]:
        """Resident memory of each process tree; shared pages count once for each process."""
        trees = {name: _tree(process.pid) for name, process in self.processes.items()}
        return {name: sum(one.memory_info().rss for one in tree) / 1e6 for name, tree in trees.items()}


def _module(line: str) -> str:
    return line.removeprefix("python -m ")


def _wait_for_port(port: int, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the web process does not answer; its log says why")


def _tree(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def _parts(pid: int) -> list[tuple[str, float]]:
    """A worker's processes each for itself, by the kind of work in their command line; others as a whole."""
    kinds = [(one, one.cmdline()[-1]) for one in psutil.Process(pid).children() if one.cmdline()[-1] in KINDS]
    return [(f" {kind}", _used(one.pid)) for one, kind in kinds] or [("", _used(pid))]


def _used(pid: int) -> float:
    times = [one.cpu_times() for one in _tree(pid)]
    ended = psutil.Process(pid).cpu_times()
    return sum(one.user + one.system for one in times) + ended.children_user + ended.children_system


def _valkey(servers: dict[str, Server]) -> int:
    return int(servers["REDIS_URL"]._client().info("server")["process_id"])  # type: ignore[union-attr]


@contextmanager
def stand(folder: Path) -> Iterator[Stand]:
    """PostgreSQL and Valkey in that folder, empty but for a classifier; Lotse's processes are the caller's to start."""
    folder.mkdir(parents=True, exist_ok=True)
    changes = {"VAR_DIR": str(folder), "JOIN_SECONDS": "0", "WHATSAPP_PHONE_NUMBER_ID": NUMBER_ID}
    os.environ.update(changes, BUSINESS_FILE=str(ROOT / "app/playbook/starter/business.example.toml"))
    first_values.write(folder)
    first_values.into_environment(folder)
    with running(folder) as servers:
        settings.load.cache_clear()
        house.migrate()
        _empty()
        if not release.has_classifier():
            classifier.train_and_store()
        yield Stand(folder, servers)


def _empty() -> None:
    with database.sessions().begin() as session:
        names = "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public'"
        kept = " AND tablename NOT IN ('alembic_version', 'classifiers')"
        tables = session.execute(text(names + kept)).scalar_one()
        session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
