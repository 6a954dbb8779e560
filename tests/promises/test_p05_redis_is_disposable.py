"""P5: Redis is disposable: a wake-up is only a hint, coalesced without a race, and the clock makes up for lost ones."""

import threading
from typing import TYPE_CHECKING

from rq import Queue

from app import wake
from tests.lotse import Lotse
from tests.webhooks import text_message
from workers import clock
from workers.jobs import JOBS

if TYPE_CHECKING:
    from redis import Redis


def queued(redis: "Redis", kind: str) -> int:
    return Queue(kind, connection=redis, serializer="json").count


def test_many_wake_ups_before_the_job_starts_are_one_job(redis: "Redis") -> None:
    for _ in range(50):
        wake.wake(redis, "intake")

    assert queued(redis, "intake") == 1


def test_a_wake_up_after_the_job_has_begun_queues_another(redis: "Redis") -> None:
    wake.wake(redis, "intake")
    wake.begin(redis, "intake")
    wake.wake(redis, "intake")

    assert queued(redis, "intake") == 2


def test_no_row_is_ever_left_without_a_job_that_comes_after_it(redis: "Redis") -> None:
    """Producers commit and wake while jobs begin and drain, in every interleaving that 2,000 rounds bring about."""
    committed: list[int] = []
    taken: set[int] = set()
    queue = Queue("intake", connection=redis, serializer="json")
    done = threading.Event()

    def produce(start: int) -> None:
        for number in range(start, start + 500):
            committed.append(number)
            wake.wake(redis, "intake")

    def work() -> None:
        while not done.is_set() or queue.count:
            if redis.lpop(queue.key) is None:
                continue
            wake.begin(redis, "intake")
            taken.update(list(committed))

    worker = threading.Thread(target=work)
    producers = [threading.Thread(target=produce, args=(start,)) for start in range(0, 2000, 500)]
    for thread in (worker, *producers):
        thread.start()
    for producer in producers:
        producer.join()
    done.set()
    worker.join()

    assert taken == set(range(2000))


def test_after_a_flush_the_clock_finds_what_is_due(lotse: Lotse, redis: "Redis") -> None:
    lotse.receive(text_message("offen?"))
    redis.flushall()
    clock.tick(redis, sweep=False)
    assert (queued(redis, "intake"), queued(redis, "triage"), queued(redis, "deliver")) == (0, 1, 0)

    lotse.triage()
    redis.flushall()
    clock.tick(redis, sweep=False)
    assert (queued(redis, "triage"), queued(redis, "deliver")) == (0, 1)


def test_the_clocks_sweep_wakes_every_kind_even_when_nothing_is_known_to_be_due(lotse: Lotse, redis: "Redis") -> None:
    clock.tick(redis, sweep=True)

    assert [queued(redis, kind) for kind in wake.KINDS] == [1, 1, 1, 1, 0]  # lookup: where nothing asks, nobody listens


def test_every_kind_of_wake_up_names_a_job_that_workers_run() -> None:
    assert {f"workers.jobs.{kind}" for kind in wake.KINDS} == JOBS
