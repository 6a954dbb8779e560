"""`python -m tests.faults.patched.launch PROGRAM ...`: workers [KIND], clock, or web with gunicorn's arguments.

FAULTS_FOLDER: where armed points lie, deaths are noted, and each process says that it is at work.
FAULTS_BREAK: names of breaks, with commas. FAULTS_POISON: whether poison works.
FAULTS_CLOCK: seconds by which this process's clock is moved.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.patched import poison
from tests.faults.patched.broken import BREAKS
from tests.faults.patched.points import install, wrap

MODULE = "tests.faults.patched.launch"
READY = "ready"  # in FAULTS_FOLDER: a file for each process that came to its work, named by its id
BEGINS = {
    "web": "gunicorn.arbiter:Arbiter.run",
    "clock": "workers.clock:_run",
    "workers": "workers.family:Family.run",
}


def main(arguments: list[str]) -> int:
    program, *rest = arguments
    _move_clock(float(os.environ.get("FAULTS_CLOCK") or 0))
    for name in filter(None, os.environ.get("FAULTS_BREAK", "").split(",")):
        BREAKS[name]()
    folder = Path(os.environ["FAULTS_FOLDER"])
    if os.environ.get("FAULTS_POISON"):
        poison.install(folder)
    install(rest[0] if program == "workers" and rest else program, folder)
    _tell_when_at_work(BEGINS[program], folder)
    if program == "workers":
        _tell_when_at_work("workers.worker:LotseWorker.work", folder)  # its children, forked from it
    return _run(program, rest)


def _tell_when_at_work(target: str, folder: Path) -> None:
    def begins(function: Callable[..., Any]) -> Callable[..., Any]:
        def begun(*arguments: Any, **named: Any) -> Any:
            (folder / READY / str(os.getpid())).touch()
            return function(*arguments, **named)

        return begun

    wrap(target, begins)


def _move_clock(seconds: float) -> None:
    if seconds:
        import time_machine

        time_machine.travel(time.time() + seconds, tick=True).start()


def _run(program: str, rest: list[str]) -> int:
    if program == "web":
        from gunicorn.app.wsgiapp import run

        sys.argv = ["gunicorn", *rest]
        run()
        return 0
    if program == "clock":
        from workers import clock

        return clock.main()
    from workers import __main__ as workers

    wrap("workers.worker:work", _with_points)
    return workers.main(rest)


def _with_points(work: Callable[[str], None]) -> Callable[[str], None]:
    """A child of the family, forked from it, gets the points of its own kind of work."""

    def patched(kind: str) -> None:
        install(kind, Path(os.environ["FAULTS_FOLDER"]))
        work(kind)

    return patched


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
