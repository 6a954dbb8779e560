"""Workers run Lotse's own jobs and nothing else, whatever is pushed into Redis."""

import json
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rq import Queue
from rq.job import Job
from rq.serializers import DefaultSerializer

from app import wake
from workers import tools
from workers.worker import LotseWorker

if TYPE_CHECKING:
    from redis import Redis

# RQ's own pub/sub thread may still be closing its socket when a burst ends.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def run_all(redis: "Redis", kind: str) -> None:
    LotseWorker([kind], connection=redis, serializer="json").work(burst=True, logging_level="CRITICAL")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "proof-that-foreign-code-ran"


@pytest.mark.parametrize(
    ("function", "arguments"),
    [("os.mkdir", True), ("workers.jobs.intake", True), ("workers.tools.wake", True)],
)
def test_a_job_that_is_not_exactly_one_of_ours_is_refused(
    redis: "Redis", target: Path, function: str, arguments: bool
) -> None:
    queue = Queue("intake", connection=redis, serializer="json")
    job = queue.enqueue(function, *([str(target)] if arguments else []))
    run_all(redis, "intake")

    assert not target.exists()
    assert job.is_failed
    assert "UnknownJobError" in (job.latest_result() or "").exc_string  # type: ignore[union-attr]


def test_a_pickled_job_is_never_opened(redis: "Redis", target: Path) -> None:
    class Bomb:
        def __reduce__(self) -> Any:
            return (Path(target).mkdir, ())

    job = Job.create("workers.jobs.intake", connection=redis, serializer=DefaultSerializer)
    job.save()
    redis.hset(job.key, "data", pickle.dumps(Bomb()))
    redis.rpush("rq:queue:intake", job.id)
    run_all(redis, "intake")

    assert not target.exists()


@pytest.mark.parametrize("kind", wake.KINDS)
def test_our_own_jobs_run(redis: "Redis", kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "classifier", lambda: None)
    wake.wake(redis, kind)
    queue = Queue(kind, connection=redis, serializer="json")
    assert queue.count == 1
    run_all(redis, kind)

    assert queue.count == 0
    assert queue.failed_job_registry.count == 0


def test_a_job_carries_no_data(redis: "Redis") -> None:
    wake.wake(redis, "triage")
    [job] = Queue("triage", connection=redis, serializer="json").jobs

    assert not job.args
    assert not job.kwargs
    assert json.loads(job.serializer.dumps([job.func_name])) == ["workers.jobs.triage"]
