"""PostgreSQL and Valkey of the benchmark's own, and the processes that are measured on them."""

import fcntl
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from app import database, settings
from app.playbook.reading import RULES_FILE, STARTER
from bench import counts, usage
from bench.meta import NUMBER_ID
from commands import classifier, first_values, house, migrating, release
from commands.servers import Server, running

ROOT = house.ROOT
TALKATIVE = "[limits]\nper_hour = 1_000_000\nsame_twice = true\nquick_turns = 1_000_000\n"
START_SECONDS, STOP_SECONDS = 60, 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Stand:
    """The measured processes by name, and the servers that they use."""

    folder: Path
    servers: dict[str, Server]
    port: int = field(default_factory=free_port)
    graph_port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @contextmanager
    def run(self, commands: Mapping[str, str], changes: Mapping[str, str]) -> Iterator[None]:
        """Have these commands run, by name (what `python` is to run), until the block is left, however it is left."""
        try:
            for name, command in commands.items():
                self._start(name, command, changes)
            _wait_for_port(self.port)
            yield
        finally:
            self._stop()

    def _start(self, name: str, command: str, changes: Mapping[str, str]) -> None:
        graph = f"http://127.0.0.1:{self.graph_port}"
        own = {"PORT": str(self.port), "HOST": "127.0.0.1", "GRAPH_URL": graph, **changes}
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                ["sh", "-c", f"exec {shlex.quote(sys.executable)} {command}"],
                cwd=ROOT,
                env={**os.environ, **own},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _stop(self) -> None:
        ends = time.monotonic() + STOP_SECONDS
        for process in self.processes.values():
            _signal(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(timeout=max(0.1, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(process.pid, signal.SIGKILL)
                process.wait()
            _signal(process.pid, signal.SIGKILL)  # what it left behind in its group
        self.processes.clear()

    def cpu_seconds(self) -> dict[str, float]:
        """So far, by process."""
        parts = [usage.cpu_seconds(name, process.pid) for name, process in self.processes.items()]
        servers = {"postgres": counts.postmaster(self.folder), "valkey": counts.valkey(self.servers["REDIS_URL"])}
        return {name: cpu for part in parts for name, cpu in part.items()} | {
            name: usage.used(pid) for name, pid in servers.items()
        }

    def memory_mb(self) -> dict[str, tuple[float, float]]:
        """RSS and PSS of each measured process and its children."""
        return {name: usage.memory_mb(process.pid) for name, process in self.processes.items()}

    def empty(self) -> None:
        """Forget all messages; the classifier stays, with what it is proven to answer."""
        names = "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public'"
        kept = " AND tablename NOT IN ('alembic_version', 'classifiers', 'certificates')"
        with database.sessions().begin() as session:
            session.execute(text("SET LOCAL session_replication_role = replica"))  # else the audit log refuses
            session.execute(
                text(f"TRUNCATE {session.execute(text(names + kept)).scalar_one()} RESTART IDENTITY CASCADE")
            )
        self.servers["REDIS_URL"]._client().flushall()  # type: ignore[union-attr]


def _signal(group: int, number: int) -> None:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return


def _wait_for_port(port: int) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the web process does not answer; its log in var/bench says why")


@contextmanager
def stand(folder: Path) -> Iterator[Stand]:
    """Servers in that folder, empty but for a classifier. Whatever servers the environment names are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(VAR_DIR=str(folder), JOIN_SECONDS="0", WHATSAPP_PHONE_NUMBER_ID=NUMBER_ID)
    os.environ.update(BUSINESS_FILE=str(ROOT / "app/playbook/starter/business.example.toml"))
    for name in ("DATABASE_URL", "REDIS_URL", "LOTSE_NOW_OFFSET"):
        os.environ.pop(name, None)
    os.environ["PLAYBOOK_DIR"] = str(_talkative_playbook(folder))
    first_values.write(folder)
    first_values.into_environment(folder)
    with ExitStack() as stack:
        stack.enter_context(alone(folder))
        servers = stack.enter_context(running(folder))
        stack.callback(lambda: database.engine().dispose())
        counts.preload_statistics(servers["DATABASE_URL"])
        settings.load.cache_clear()
        migrating.migrate()
        made = Stand(folder, servers)
        made.empty()
        if not release.has_classifier() or not classifier.active_thresholds():
            classifier.train_and_store()
        yield made


def _talkative_playbook(folder: Path) -> Path:
    """The starter's, but for the guards that stop who asks the same again and again, as the benchmark's customers do:
    what is measured is the way of an answer. The guards' work itself is still done."""
    made = folder / "playbook"
    shutil.copytree(STARTER, made, dirs_exist_ok=True)
    (made / RULES_FILE).write_text(TALKATIVE, "utf-8")
    return made


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other benchmark measures in this folder meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "bench.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                "Another benchmark runs in this folder. Nothing was started. Wait for it to end."
            ) from None
        yield
