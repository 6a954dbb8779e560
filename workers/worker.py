"""One worker process: one queue, one job at a time, no fork, so that connections and the classifier stay warm."""

import signal
import time
from types import FrameType

import structlog
from redis import RedisError
from rq import SimpleWorker
from rq.job import Job
from sqlalchemy.exc import SQLAlchemyError

from app import logs, tracing, wake
from workers import tools
from workers.jobs import JOBS

WORKER_SECONDS = 45  # how soon a dead worker vanishes from RQ's list, and how long an idle one waits for a job
LONGEST_PAUSE = 5  # seconds between attempts to reach a Redis that is away

log = structlog.get_logger(__name__)


class UnknownJobError(Exception):
    """A job that is not one of ours was found in the queue; it was not run."""


class OwnJob(Job):
    """Runs only the jobs that Lotse knows: whoever can write to Redis must not choose what workers do."""

    def perform(self) -> object:
        if self.func_name not in JOBS or self.args or self.kwargs:
            raise UnknownJobError("this is not a job of Lotse's; it was refused")
        return super().perform()


class LotseWorker(SimpleWorker):
    job_class = OwnJob
    max_connection_wait_time = LONGEST_PAUSE

    def request_force_stop(self, signum: int, frame: FrameType | None) -> None:
        """Platforms send SIGTERM several times; a job takes about two seconds and always comes to its end."""

    def procline(self, message: str) -> None:
        """RQ would rename the process with every job; its kind of work says more."""

    @property
    def ends(self) -> bool:
        return self._stop_requested or self._shutdown_requested_date is not None


def work(kind: str) -> None:
    """Work on one kind until SIGTERM, through every loss of Redis."""
    logs.configure()
    tracing.configure(kind)
    if kind == "triage":
        _warm_up()
    while not _worked_to_the_end(kind):
        time.sleep(1)


def _warm_up() -> None:
    """Load the classifier before the first job; without a database the first job does it."""
    try:
        tools.classifier()
    except SQLAlchemyError as error:
        log.warning("database_away", error=type(error).__name__, safe="nothing is lost; trying again with each job")


def _worked_to_the_end(kind: str) -> bool:
    """Whether the worker was asked to stop; otherwise Redis broke off and another round is due."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    worker = None
    try:
        connection = wake.patient()
        worker = LotseWorker(
            [kind],
            connection=connection,
            serializer="json",
            worker_ttl=WORKER_SECONDS,
            maintenance_interval=60,
            log_job_description=False,
        )
        wake.wake(wake.client(), kind)  # whatever became due while nobody listened
        worker.work(logging_level="WARNING")
    except RedisError as error:
        log.warning("redis_away", kind=kind, error=type(error).__name__, safe="nothing is lost; trying again")
    return worker is not None and worker.ends


def _leave(signum: int, frame: FrameType | None) -> None:
    """Asked to stop while RQ's own handlers are not in place; no job is running then."""
    raise SystemExit(0)
