"""Lotse's real processes on free ports, for tests from outside: the Procfile's lines, the servers, the simulator."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import psycopg
from honcho.environ import parse_procfile

from commands.servers import Postgres, Valkey
from tests.conftest import ROOT, SETTINGS

BEING_SENT = "SELECT count(*) FROM messages WHERE status IN ('queued', 'sending')"
PROCFILE = parse_procfile((ROOT / "Procfile").read_text()).processes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_pair() -> int:
    """A free port after which another one is free, for a second web process: below those that connections come from,
    which may take any of theirs at any time."""
    while True:
        first = random.SystemRandom().randrange(20_000, 32_000)  # the tests' own seed is the same side by side
        try:
            for port in (first, first + 1):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first


def wait_for(condition: Callable[[], Any], seconds: float = 30, what: str = "it") -> Any:
    """The condition's first true value; fails when it does not come in time."""
    ends = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < ends, f"waited {seconds} s for {what}"
        time.sleep(0.1)
    return found


@dataclass
class Stand:
    """Every process of one Lotse; all are ended by `stop`, and only those."""

    folder: Path
    port: int = field(default_factory=free_pair)
    simulator_port: int = field(default_factory=free_port)
    changes: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.postgres = Postgres(self.folder / "postgres")
        self.valkey = Valkey(self.folder / "valkey")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def simulator_url(self) -> str:
        return f"http://127.0.0.1:{self.simulator_port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **SETTINGS,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "VAR_DIR": str(self.folder),
            "PORT": str(self.port),
            "SIMULATOR_PORT": str(self.simulator_port),
            "GRAPH_URL": self.simulator_url,
            "BUSINESS_FILE": str(ROOT / "app/playbook/starter/business.example.toml"),
            **self.changes,
        }

    def command(self, *words: str, given: str = "") -> str:
        """Run `lotse words ...` and return what it prints."""
        command = [sys.executable, "-m", "commands", *words]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, input=given, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, name: str, number: int = 1) -> None:
        """Start a line of the Procfile (or the simulator); `number` tells several of one kind apart."""
        line = "python -m simulator --instant" if name == "simulator" else PROCFILE[name]
        changes = {"PORT": str(self.port + number - 1)} if name == "web" and number > 1 else {}
        log = (self.folder / f"{name}-{number}.log").open("ab")
        self.running[f"{name}-{number}"] = subprocess.Popen(
            ["sh", "-c", f"exec {line}"],
            env={**self.environment, **changes},
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        log.close()

    def start_all(self) -> None:
        for server in (self.postgres, self.valkey):
            if not server.running():
                server.start()
        for name in ("simulator", "web", "worker", "clock"):
            self.start(name)
        self.wait_until_ready()

    def wait_until_web_is_ready(self) -> None:
        wait_for(lambda: answers(f"{self.url}/readyz"), what="the web process")

    def wait_until_ready(self) -> None:
        self.wait_until_web_is_ready()
        wait_for(lambda: answers(f"{self.simulator_url}/healthz"), what="the simulator")

    def kill(self, name: str, number: int = 1) -> None:
        """`kill -9` the process and all its children, as a machine's death would."""
        process = self.running.pop(f"{name}-{number}")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self, name: str, number: int = 1) -> float:
        """SIGTERM to every process of the group, as platforms do; returns the seconds until all had ended."""
        process = self.running.pop(f"{name}-{number}")
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
        return time.monotonic() - began

    def kill_valkey(self) -> None:
        pid = int(self.valkey._client().info("server")["process_id"])
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: not self.valkey.running(), what="Valkey's death")

    def stop(self) -> None:
        for key in list(self.running):
            name, _, number = key.rpartition("-")
            self.kill(name, int(number))
        for server in (self.valkey, self.postgres):
            if server.running():
                server.stop()

    def writes(self, phone: str, text: str) -> str:
        """A customer writes on the simulator's phone; returns the message's id."""
        answer = httpx2.post(f"{self.simulator_url}/api/customers/{phone}/messages", json={"text": text}, timeout=30)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["wamid"])

    def new_customer(self, phone: str, name: str = "Test") -> None:
        answer = httpx2.post(f"{self.simulator_url}/api/customers", json={"wa_id": phone, "name": name}, timeout=30)
        assert answer.status_code == 201, answer.text

    def number(self, query: str) -> int:
        """What the database answers; far sooner than `lotse ledger`, which is a process of its own."""
        with psycopg.connect(self.postgres.url) as connection:
            row = connection.execute(query).fetchone()
            assert row is not None
            return int(row[0] or 0)

    def ledger(self) -> dict[str, Any]:
        return dict(httpx2.get(f"{self.simulator_url}/api/ledger", timeout=60).json())


def answers(url: str) -> bool:
    try:
        return httpx2.get(url, timeout=2).status_code == 200
    except httpx2.HTTPError:
        return False
