"""Starting the process of a training that somebody asked for. Started twice, by two clocks, it is still done once."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

import structlog

from app import database, trainings

COMMAND = (sys.executable, "-m", "workers.trainer")
# More threads than one would take a core from those who answer, and wait for each other in a loop.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
PAUSE = 30.0  # seconds between two starts: one that dies at once is not started in a loop
STOP_SECONDS = 5.0

log = structlog.get_logger(__name__)


class Starter:
    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0

    def look(self) -> None:
        """Start a process if a training is asked for, and none of ours is at it."""
        if self.is_running or time.monotonic() < self._not_before:
            return
        with database.sessions()() as session:
            asked = trainings.is_asked_for(session)
        if asked:
            self._process = subprocess.Popen(self._command, env={**os.environ, **ONE_THREAD})  # noqa: S603
            self._not_before = time.monotonic() + PAUSE
            log.info("training_started")

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """End it; it says so itself, or is given up after a while."""
        if self._process is None or not self.is_running:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
