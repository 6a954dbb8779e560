"""Whoever can write to Redis can delay Lotse's work, and nothing else: each attack here is really made on a worker."""

import json
import sys
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from redis import Redis
from rq import Queue
from rq.command import send_kill_horse_command, send_shutdown_command
from rq.utils import current_timestamp

from app import wake
from workers import jobs, own_job
from workers.own_job import own_name
from workers.worker import LotseWorker, _worked_to_the_end

INTAKE = zlib.compress(json.dumps(["workers.jobs.intake", None, [], {}]).encode())


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time that intake was worked on."""
    times: list[str] = []
    monkeypatch.setattr(jobs, "intake", lambda: times.append("intake"))
    return times


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Is there when the function `hostile.call` was so much as imported."""
    proof = tmp_path / "proof-that-foreign-code-ran"
    (tmp_path / "hostile.py").write_text(f"open({str(proof)!r}, 'w').close()\ndef call(*_): pass\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "hostile", raising=False)
    return proof


def push(redis: "Redis", job_id: str = "forged", data: bytes = INTAKE, **fields: Any) -> None:
    redis.hset(f"rq:job:{job_id}", mapping={"data": data, "created_at": "2026-11-29T09:00:00.000000Z", **fields})
    redis.rpush("rq:queue:intake", job_id)


def worker(redis: "Redis") -> LotseWorker:
    return LotseWorker(["intake"], connection=redis, serializer="json")


def work(redis: "Redis") -> None:
    worker(redis).work(burst=True, logging_level="CRITICAL")


@pytest.mark.parametrize("name", ["success", "failure", "stopped"])
def test_no_function_named_beside_a_job_is_called(
    redis: "Redis", ran: list[str], target: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if name == "failure":
        monkeypatch.setattr(jobs, "intake", lambda: 1 / 0)
    push(redis, **{f"{name}_callback_name": "hostile.call", f"{name}_callback_timeout": 5})
    work(redis)
    assert not target.exists()


def test_a_job_of_a_worker_that_died_calls_nothing_either(redis: "Redis", ran: list[str], target: Path) -> None:
    push(redis, status="started", failure_callback_name="hostile.call", retries_left=9)
    redis.delete("rq:queue:intake")
    redis.zadd("rq:wip:intake", {"forged:1": current_timestamp() - 60})
    work(redis)
    assert not target.exists()
    assert ran == []
    assert redis.zcard("rq:failed:intake") == 1


def test_no_address_named_beside_a_job_is_asked(redis: "Redis", ran: list[str]) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    server = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/inside"
    push(redis, webhooks=json.dumps([{"url": address, "job_status": "finished", "timeout": 1}]))
    work(redis)
    server.shutdown()
    server.server_close()
    assert (ran, asked) == (["intake"], [])


def test_a_job_neither_repeats_nor_brings_others_along(redis: "Redis", ran: list[str]) -> None:
    push(redis, repeats_left=5, repeat_intervals="[0]", retries_left=5, dependency_ids='["other"]')
    redis.hset("rq:job:other", mapping={"data": INTAKE, "origin": "intake", "status": "deferred"})
    redis.sadd("rq:job:forged:dependents", "other")
    redis.zadd("rq:deferred:intake", {"other": 1})
    work(redis)
    assert ran == ["intake"]


BROKEN = {
    "status": {"status": "no such status"},
    "times": {"created_at": "yesterday", "started_at": b"\xff"},
    "timeout": {"timeout": "for ever", "result_ttl": "x", "failure_ttl": "-x"},
    "meta": {"meta": b"\x80\x04K\x01."},
    "worker": {"worker_name": b"\xff\xfe"},
    "lists": {"dependency_ids": "{", "retry_intervals": "{", "repeat_intervals": "["},
    "huge": {"meta": b"[" * 1_000_000, "description": "x" * 1_000_000, "status": "x" * 1_000_000},
}


@pytest.mark.parametrize("fields", BROKEN.values(), ids=list(BROKEN))
def test_what_stands_beside_the_name_is_not_read(redis: "Redis", ran: list[str], fields: dict[str, Any]) -> None:
    push(redis, **fields)
    work(redis)
    assert ran == ["intake"]


FOREIGN = {
    "another function": json.dumps(["os.system", None, ["true"], {}]).encode(),
    "ours with arguments": json.dumps(["workers.jobs.intake", None, ["x"], {}]).encode(),
    "a method": json.dumps(["workers.jobs.intake", "instance", [], {}]).encode(),
    "a list as name": json.dumps([["workers.jobs.intake"], None, [], {}]).encode(),
    "no list": b"{}",
    "a number": b"7",
    "deep": b"[" * 100_000,
    "pickle": b"\x80\x04K\x01.",
    "no UTF-8": b"\xff\xfe\x00",
    "nothing": b"",
}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=list(FOREIGN))
@pytest.mark.parametrize("pack", [bytes, zlib.compress], ids=["plain", "packed"])
def test_only_our_own_names_pass(data: bytes, pack: Callable[[bytes], bytes]) -> None:
    assert own_name(pack(data)) == ""


def test_our_own_names_pass() -> None:
    assert own_name(INTAKE) == "workers.jobs.intake"


def test_a_bomb_is_not_unpacked(redis: "Redis", ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(own_job, "own_name", lambda data: read.append(len(data)) or "")
    push(redis, data=b"x" * 500_000)
    work(redis)
    assert set(read) <= {0}
    bomb = zlib.compress(b" " * 5_000_000)[: own_job.LARGEST]
    assert own_name(bomb) == ""


def test_a_job_in_a_queue_of_nobody_stays_there(redis: "Redis", ran: list[str]) -> None:
    redis.hset("rq:job:forged", mapping={"data": INTAKE})
    redis.rpush("rq:queue:elsewhere", "forged")
    work(redis)
    assert ran == []


def test_nobody_commands_or_pauses_a_worker_by_redis(redis: "Redis", ran: list[str]) -> None:
    redis.set("rq:suspended", 1)
    listening = worker(redis)
    heard: list[object] = []
    listening.handle_payload = heard.append  # type: ignore[method-assign]
    push(redis)

    def command() -> None:
        ran.append("intake")
        send_shutdown_command(redis, listening.name)
        send_kill_horse_command(redis, listening.name)

    jobs.intake = command
    listening.work(burst=True, logging_level="CRITICAL")
    assert ran == ["intake"]
    assert listening.pubsub_thread is None
    assert heard == []


POISONED: dict[str, Callable[["Redis"], object]] = {
    "the queue is none": lambda redis: redis.set("rq:queue:intake", "x"),
    "the list of queues is none": lambda redis: redis.set("rq:queues", "x"),
    "an id that is no text": lambda redis: redis.rpush("rq:queue:intake", b"\xff\xfe"),
    "an id that is no text, taken": lambda redis: redis.rpush("rq:queue:intake:intermediate", b"\xff\xfe"),
    "a taken job that is none": lambda redis: redis.rpush("rq:queue:intake:intermediate", "a:b:c"),
    "started jobs that are none": lambda redis: redis.zadd("rq:wip:intake", {b"\xff": 1, "x": 1}),
    "started jobs of another kind": lambda redis: redis.set("rq:wip:intake", "x"),
    "failed jobs that are none": lambda redis: redis.zadd("rq:failed:intake", {b"\xff": 1}),
    "workers that are none": lambda redis: redis.sadd("rq:workers:intake", b"\xff", "x"),
    "a list of workers that is none": lambda redis: redis.set("rq:workers", "x"),
    "rate limits that are none": lambda redis: redis.set("rq:rate_limits", "x"),
    "a wake-up without an end": lambda redis: redis.set("lotse:wake:intake", "x"),
}


@pytest.mark.parametrize("poison", POISONED.values(), ids=list(POISONED))
def test_a_poisoned_redis_holds_work_up_for_two_rounds_at_most(
    redis: "Redis", ran: list[str], poison: Callable[["Redis"], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = LotseWorker.work
    monkeypatch.setattr(LotseWorker, "work", lambda self, **_: endless(self, burst=True, logging_level="CRITICAL"))
    monkeypatch.setattr("workers.worker.signal.signal", lambda *_: None)
    poison(redis)
    for _ in range(2):
        _worked_to_the_end("intake")
    assert "intake" in ran


@pytest.mark.parametrize("poison", POISONED.values(), ids=list(POISONED))
def test_after_the_clocks_sweep_wake_ups_are_taken_again(redis: "Redis", poison: Callable[["Redis"], object]) -> None:
    poison(redis)
    redis.rpush("rq:queue:triage", *map(str, range(wake.MOST_JOBS + 1)))
    wake.forget_the_stuck(redis)
    assert wake.wake(redis, "intake")
    assert Queue("triage", connection=redis, serializer="json").count == 0


def test_a_failed_jobs_words_are_neither_kept_nor_printed(
    redis: "Redis",
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def quotes() -> None:
        raise ValueError("wo bleibt mein paket")

    monkeypatch.setattr(jobs, "intake", quotes)
    push(redis)
    worker(redis).work(burst=True, logging_level="WARNING")
    kept = b"".join(redis.dump(key) or b"" for key in redis.scan_iter())
    result = own_job.OwnJob.fetch("forged", connection=redis, serializer="json").latest_result()
    stored = str(result and result.exc_string)
    printed = caplog.text + "".join(capsys.readouterr())
    for place in (kept.decode("latin-1"), stored, printed):
        assert "paket" not in place
    assert "JobFailedError: ValueError" in stored
    assert '"job_failed"' in printed
