"""A deploy, and another one, while customers write: the Procfile's processes end and begin, and nobody notices."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.judgement import Expected, nothing_went_wrong
from tests.faults.play import Play
from tests.processes import Stand, answers, wait_for

RATE = 20.0
MOST_SECONDS = 25  # platforms kill after 30


@pytest.fixture
def play(stand: Stand, seed: int) -> Iterator[Play]:
    """Two web processes and a worker, at work; Meta brings again whatever is not acknowledged."""
    here = Play(stand, seed, webs=2)
    here.meet_customers()
    for name, number in (("web", 1), ("web", 2), ("worker", 1)):
        stand.start(name, number)
    stand.wait_until_web_is_ready()
    here.wait_until_working()
    yield here
    here.close()


@pytest.mark.timeout(180)
def test_restarting_web_and_worker_processes_loses_nothing_and_doubles_nothing(play: Play) -> None:
    took: list[float] = []
    with ThreadPoolExecutor(1) as beside, play.fault():
        deploys = beside.submit(lambda: took.extend(deploy(play.stand)))
        while not deploys.done():
            play.write(10, RATE)
        deploys.result()

    report = nothing_went_wrong(play, Expected(answered=0.6))
    assert report.messages > 50, "customers wrote while it happened"
    assert max(took) < MOST_SECONDS


def deploy(stand: Stand) -> list[float]:
    """One web process is told to begin anew, the other is replaced; so is the worker, with a new one beside the old
    one for a moment. Returns how long each took to end."""
    os.kill(stand.running["web-1"].pid, signal.SIGHUP)
    stand.start("worker", 2)
    took = [stand.end("web", 2)]
    stand.start("web", 2)
    wait_for(lambda: answers(f"http://127.0.0.1:{stand.port + 1}/readyz"), what="the second web process")
    took.append(stand.end("worker", 1))
    stand.start("worker", 1)
    took.append(stand.end("worker", 2))
    return took
