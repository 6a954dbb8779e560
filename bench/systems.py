"""What is measured: Lotse, or one of its rivals, as commands for a stand."""

from collections.abc import Callable
from dataclasses import dataclass

from honcho.environ import parse_procfile

from bench.rivals import preparing
from bench.stand import ROOT, Stand

WORKER_PROCESSES = 4  # as many as one `python -m workers` holds
PYTHON = "python "


@dataclass(frozen=True, slots=True)
class System:
    """`prepare` returns what the processes' environment needs besides; `start` is the first rate of a search."""

    name: str
    commands: dict[str, str]
    prepare: Callable[[Stand], dict[str, str]]
    start: float
    warm_up: tuple[float, float] = (5, 3)  # messages a second and seconds, so that every process has loaded everything


def lotse(workers: int = 1, webs: int = 2) -> System:
    """The Procfile's processes; `workers` worker dynos, `webs` gunicorn workers."""
    lines = parse_procfile((ROOT / "Procfile").read_text()).processes
    several = {f"worker-{number}": _command(lines["worker"]) for number in range(1, workers + 1)}
    commands = {"web": _command(lines["web"]), **several}
    return System("Lotse", commands, lambda stand: {"WEB_CONCURRENCY": str(webs)}, 60)


def cold() -> System:
    """(a): RQ's stock worker, which forks for each job; the classifier is loaded in the job."""
    return System("(a) obvious", _rival(""), lambda stand: preparing.prepare(stand, "cold"), 1, (1, 4))


def warm() -> System:
    """(b): RQ's SimpleWorker, which does not fork, so that the classifier is loaded once per process."""
    worker = "--worker-class rq.worker.SimpleWorker"
    return System("(b) preloaded", _rival(worker), lambda stand: preparing.prepare(stand, "warm"), 10, (5, 6))


def _rival(worker: str) -> dict[str, str]:
    web = '-m gunicorn -w 2 -k gthread --threads 32 --keep-alive 95 -b "127.0.0.1:$PORT" bench.rivals.web:app'
    one = f'-m rq.cli worker --url "$REDIS_URL" --quiet {worker} default'
    return {"web": web, **{f"worker-{number}": one for number in range(1, WORKER_PROCESSES + 1)}}


def _command(line: str) -> str:
    return line.removeprefix(PYTHON) if line.startswith(PYTHON) else f"-m {line}"
