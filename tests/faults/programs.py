"""Lotse's programs, patched, kept alive as a platform would: who dies is started again."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil

from tests.conftest import ROOT
from tests.faults.patched.launch import MODULE, READY
from tests.processes import Stand

LINES = {
    "web": ["web", "--config", "app/gunicorn.py", "app:create_app()"],
    "workers": ["workers"],
    "clock": ["clock"],
}
PAUSE = 0.1  # seconds between two looks for the dead
LEGIBLE = {"SPT_NOENV": "1"}  # who changes its title leaves its environment readable, by which it is found here


@dataclass
class Programs:
    """`number` tells several of one kind apart: "web-2". Every process bears FAULTS_FOLDER, so that all are found."""

    stand: Stand
    folder: Path
    changes: dict[str, str] = field(default_factory=dict)
    direct_kills: int = 0
    _own: dict[str, dict[str, str]] = field(default_factory=dict)
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _ends: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        (self.folder / "armed").mkdir(parents=True)
        (self.folder / READY).mkdir()

    def start(self, *names: str, **changes: str) -> None:
        """Start and keep alive; `changes` go into their environment alone."""
        with self._lock:
            for name in names:
                self._own[name] = changes
                self._spawn(name)
        if not hasattr(self, "_keeper"):
            self._keeper = threading.Thread(target=self._keep, name="programs", daemon=True)
            self._keeper.start()

    def _spawn(self, name: str) -> None:
        kind, _, number = name.partition("-")
        port = self.stand.port + int(number or 1) - 1
        own = {"FAULTS_FOLDER": str(self.folder), "PORT": str(port), **LEGIBLE}
        environment = {**self.stand.environment, **self.changes, **own}
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", MODULE, *LINES[kind]],
                env={**environment, **self._own[name]},
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _keep(self) -> None:
        while not self._ends.wait(PAUSE):
            with self._lock:
                for name in [name for name, process in self._running.items() if process.poll() is not None]:
                    self._spawn(name)

    def kill(self, name: str) -> None:
        """kill -9 of the parent alone; its children find out by themselves."""
        with self._lock:
            self._count(self._running[name])
            self._running[name].kill()

    def kill_child(self, name: str, dice: Random) -> None:
        """kill -9 of one of its children, whichever."""
        with self._lock:
            try:
                parent = psutil.Process(self._running[name].pid)
                child = dice.choice(parent.children())
                forked = name.startswith("web") and self._is_at_work(parent.pid)
                self.direct_kills += forked or self._is_at_work(child.pid)
                child.kill()
            except (IndexError, psutil.NoSuchProcess):
                return

    def kill_all(self) -> None:
        """As when the machine dies: everything in the same instant."""
        with self._lock:
            for process in self._running.values():
                self._count(process)
            for process in list(self._ours()):
                self._end(process)

    @contextmanager
    def away(self) -> Iterator[None]:
        """All die at once, and none is started before this is left."""
        with self._lock:
            self.kill_all()
            yield

    def _count(self, process: subprocess.Popen[bytes]) -> None:
        """A kill counts when it meets a program at work: not one that is dead already, or only about to begin."""
        if process.poll() is not None:
            return
        try:
            children = [child.pid for child in psutil.Process(process.pid).children()]
        except psutil.NoSuchProcess:
            return
        self.direct_kills += any(map(self._is_at_work, (process.pid, *children)))

    def _is_at_work(self, pid: int) -> bool:
        return (self.folder / READY / str(pid)).exists()

    def restart(self, **changes: str) -> None:
        """Kill everything, and start it with these changes of the environment."""
        with self._lock:
            self.changes.update(changes)
            self.kill_all()

    def stop(self) -> None:
        self._ends.set()
        with self._lock:
            for process in self._running.values():
                process.kill()
                process.wait()
            for child in list(self._ours()):
                self._end(child)
            self._running.clear()
        if hasattr(self, "_keeper"):
            self._keeper.join()

    def _ours(self) -> Iterator[psutil.Process]:
        for process in psutil.process_iter():
            try:
                if process.environ().get("FAULTS_FOLDER") == str(self.folder):
                    yield process
            except psutil.Error:
                continue

    @staticmethod
    def _end(process: psutil.Process) -> None:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            return

    def arm(self, point: str, hit: int = 1) -> None:
        """The next process that comes to this point for the hit-th time kills itself there."""
        (self.folder / "armed" / point).write_text(str(hit))

    def disarm(self) -> None:
        for point in (self.folder / "armed").iterdir():
            point.unlink(missing_ok=True)

    def armed(self) -> set[str]:
        return {point.name for point in (self.folder / "armed").iterdir()}

    def deaths(self) -> list[str]:
        """The points at which processes killed themselves, in order."""
        return self.written("kills.log")

    def logged(self, event: str) -> list[str]:
        """The lines of all programs' logs that hold this word."""
        logs = [log.read_text("utf-8", "replace").splitlines() for log in self.folder.glob("*.log")]
        return [line for lines in logs for line in lines if event in line]

    def written(self, name: str) -> list[str]:
        """The lines that the patched programs wrote into this file of the folder."""
        file = self.folder / name
        return file.read_text().split() if file.exists() else []

    @property
    def kills(self) -> int:
        return self.direct_kills + len(self.deaths())


def pause(process: int, seconds: float) -> None:
    """SIGSTOP, and SIGCONT after so long."""
    os.kill(process, signal.SIGSTOP)
    try:
        time.sleep(seconds)
    finally:
        os.kill(process, signal.SIGCONT)
