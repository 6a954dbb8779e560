"""`python -m tests.faults.patched.launch PROGRAM ...`: workers [KIND], clock, or web with gunicorn's arguments.

FAULTS_FOLDER: where armed points lie, deaths are noted, and each process says that it is at work.
FAULTS_BREAK: names of breaks, with commas. FAULTS_POISON: whether poison works.
FAULTS_CLOCK: seconds by which this process's clock is moved.
"""

import os
import subprocess
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
    "workers": "workers.__main__:_Family.run",
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
    _tell_when_at_work("workers.worker:LotseWorker.work" if rest and program == "workers" else BEGINS[program], folder)
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
    from workers import __main__ as family

    subprocess.Popen = _PatchedChild  # type: ignore[misc,assignment]
    return family.main(rest)


class _PatchedChild(subprocess.Popen[bytes]):
    """`python -m workers KIND` becomes the same in a patched interpreter."""

    def __init__(self, command: Any, *others: Any, **named: Any) -> None:
        if isinstance(command, list) and command[1:3] == ["-m", "workers"]:
            command = [command[0], "-m", MODULE, *command[2:]]
        super().__init__(command, *others, **named)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
