"""Several processes in one dyno: forked from one that has imported what they have in common, which they then share."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable
from multiprocessing.process import BaseProcess
from types import FrameType

from setproctitle import setproctitle
from sqlalchemy.orm import configure_mappers

from app import allocating, database
from workers import clock, worker

STOP_SECONDS = 20  # platforms kill after 30 s; a job takes about 2 s, one that waits for Meta up to 15 s
RESTART_PAUSE = 1.0

_fork = multiprocessing.get_context("fork")


class Family:
    """Keeps one child process per kind of work (`clock` counts as one) alive until it is told to stop."""

    def __init__(self, kinds: Iterable[str]) -> None:
        self._kinds = tuple(kinds)
        self._stopping = False
        self._children: dict[str, BaseProcess] = {}

    def run(self) -> int:
        """Until SIGTERM or SIGINT; the exit code is 0."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        allocating.keep_little()
        _prepare_what_all_need()
        while not self._stopping:
            self._start_missing()
            time.sleep(0.2)
        return self._end()

    def _start_missing(self) -> None:
        for kind in self._kinds:
            child = self._children.get(kind)
            if child is not None and child.is_alive():
                continue
            if child is not None:
                sys.stderr.write(f"worker {kind} ended with code {child.exitcode}; it is started again\n")
                time.sleep(RESTART_PAUSE)
            self._children[kind] = _fork.Process(target=_work, args=(kind,), name=kind)
            self._children[kind].start()

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> int:
        for child in self._children.values():
            child.terminate()
        ends = time.monotonic() + STOP_SECONDS
        for child in self._children.values():
            child.join(max(0.0, ends - time.monotonic()))
            child.kill()
            child.join()
        return 0


def _prepare_what_all_need() -> None:
    """So that it is in memory once. Nothing is connected yet."""
    database.engine()
    configure_mappers()
    gc.freeze()  # a collection in a child would copy the pages that it shares with the others


def _work(kind: str) -> None:
    """What a child does. Until it has handlers of its own, a signal ends it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    setproctitle(f"python -m workers {kind}")
    # numpy is not imported yet. Its threads would wait for each other in a loop: with two, triage takes twice the CPU.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    if kind == "clock":
        sys.exit(clock.main())
    worker.work(kind)


def _end_with_parent(parent: int) -> None:
    """When the parent was killed, its platform starts a new one: two sets of workers would only waste memory."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os._exit(1)  # whatever it hangs in: everything here may be killed at any moment
