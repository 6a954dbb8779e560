"""One worker process: one queue, one job at a time, no fork, so that connections and the classifier stay warm."""

import signal
import time
from types import FrameType

import structlog
from redis import RedisError
from redis import exceptions as redis_errors
from rq import SimpleWorker, utils, worker_registration
from sqlalchemy.exc import SQLAlchemyError

from app import logs, tracing, wake
from workers import tools
from workers.own_job import OwnJob, OwnQueue

WORKER_SECONDS = 45  # how soon a dead worker vanishes from RQ's list, and how long an idle one waits for a job
LONGEST_PAUSE = 5  # seconds between attempts to reach a Redis that is away

log = structlog.get_logger(__name__)


class LotseWorker(SimpleWorker):
    job_class = OwnJob
    queue_class = OwnQueue
    max_connection_wait_time = LONGEST_PAUSE

    def request_force_stop(self, signum: int, frame: FrameType | None) -> None:
        """Platforms send SIGTERM several times; a job takes about two seconds and always comes to its end."""

    def procline(self, message: str) -> None:
        """RQ would rename the process with every job; its kind of work says more."""

    def subscribe(self) -> None:
        """Nobody commands workers by Redis: a signal ends them, and nothing else."""

    def check_for_suspension(self, burst: bool) -> None:
        """Nor does anybody make them pause by it."""

    def run_maintenance_tasks(self) -> None:
        """Of RQ's own tidying what our jobs need. What cannot be read in Redis holds nobody up."""
        self.last_cleaned_at = utils.now()  # type: ignore[assignment]
        try:
            for queue in self.queues:
                queue.started_job_registry.cleanup()
                queue.failed_job_registry.cleanup()
                worker_registration.clean_worker_registry(queue)
                queue.intermediate_queue.cleanup(self, queue)
        except (redis_errors.ConnectionError, redis_errors.TimeoutError):
            raise
        except Exception as error:
            log.warning("redis_not_tidied", error=type(error).__name__, safe="work goes on")

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
        wake.forget(wake.client(), kind)  # what a worker cannot read must not meet it again
        wake.wake(wake.client(), kind)  # whatever became due while nobody listened
        worker.work(logging_level="WARNING")
    except RedisError as error:
        log.warning("redis_away", kind=kind, error=type(error).__name__, safe="nothing is lost; trying again")
    return worker is not None and worker.ends


def _leave(signum: int, frame: FrameType | None) -> None:
    """Asked to stop while RQ's own handlers are not in place; no job is running then."""
    raise SystemExit(0)
