"""`python -m workers` runs one process per kind of work; `python -m workers triage` runs one of them alone."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

from app import playbook as playbooks
from app import settings
from app.playbook.model import PlaybookError
from app.wake import KINDS

STOP_SECONDS = 20  # platforms kill after 30 s; a job takes about 2 s, one that waits for Meta up to 15 s
RESTART_PAUSE = 1.0


def main(arguments: list[str]) -> int:
    if arguments and arguments[0] in KINDS:
        from workers.worker import work

        work(arguments[0])
        return 0
    try:
        settings.load()
        playbooks.load()
    except (settings.SettingsError, PlaybookError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return _Family().run()


def _environment() -> dict[str, str]:
    """numpy's threads would wait for each other in a loop: with two, triage takes twice the CPU (measured)."""
    return {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **os.environ}


class _Family:
    """Keeps one child process per kind alive until it is told to stop."""

    def __init__(self) -> None:
        self._stopping = False
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def run(self) -> int:
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while not self._stopping:
            self._start_missing()
            time.sleep(0.2)
        return self._end()

    def _start_missing(self) -> None:
        for kind in KINDS:
            child = self._children.get(kind)
            if child is not None and child.poll() is None:
                continue
            if child is not None:
                sys.stderr.write(f"worker {kind} ended with code {child.returncode}; it is started again\n")
                time.sleep(RESTART_PAUSE)
            self._children[kind] = subprocess.Popen([sys.executable, "-m", "workers", kind], env=_environment())  # noqa: S603

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> int:
        for child in self._children.values():
            child.terminate()
        ends = time.monotonic() + STOP_SECONDS
        for child in self._children.values():
            try:
                child.wait(max(0.0, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
