"""The processes of one dyno: each kind of work and the clock, forked from one that holds what they share."""

import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress

import psutil
import pytest

from app.wake import EVERYWHERE
from tests.processes import Stand, wait_for

DYNO = 512 * 2**20

pytestmark = pytest.mark.timeout(180)


def _command(process: psutil.Process) -> list[str]:
    """None where it has just died."""
    with suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline()).split()
    return []


def children(stand: Stand) -> dict[str, psutil.Process]:
    """By the last word of their command line, which `ps` shows too."""
    found = psutil.Process(stand.running["worker-1"].pid).children()
    words = [(child, _command(child)) for child in found]
    return {said[-1]: child for child, said in words if said}


@pytest.fixture
def working(stand: Stand) -> Stand:
    stand.start_all()
    wait_for(lambda: children(stand).keys() == {*EVERYWHERE, "clock"}, what="every child, under its name")
    return stand


def test_one_that_dies_is_started_again(working: Stand) -> None:
    before = children(working)
    before["deliver"].kill()

    wait_for(lambda: children(working).get("deliver", before["deliver"]).pid != before["deliver"].pid, what="another")
    assert children(working)["triage"].pid == before["triage"].pid


def ended(processes: Iterable[psutil.Process]) -> bool:
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes)


@pytest.mark.parametrize("redis_dies_too", [False, True])
def test_when_the_parent_is_killed_its_children_end(working: Stand, redis_dies_too: bool) -> None:
    before = children(working).values()
    os.kill(working.running["worker-1"].pid, signal.SIGKILL)
    if redis_dies_too:  # when they tell it that they end
        working.kill_valkey()

    wait_for(lambda: ended(before), 40, "their end")


def test_all_end_on_sigterm_while_redis_is_away(working: Stand) -> None:
    before = children(working).values()
    working.kill_valkey()
    time.sleep(3)  # until each has noticed

    assert working.end("worker") < 25
    assert ended(before)


def test_numpy_gets_one_thread(working: Stand) -> None:
    """With two on two cores they wait for each other in a loop, and triage takes twice the CPU."""
    triage = children(working)["triage"]
    wait_for(lambda: any("openblas" in region.path for region in triage.memory_maps()), 60, "numpy")

    assert triage.num_threads() <= 4  # its own, RQ's two, and the one that watches the parent


def test_they_fit_a_dyno_of_512_megabytes(working: Stand) -> None:
    whole = [psutil.Process(working.running["worker-1"].pid), *children(working).values()]
    log = working.folder / "worker-1.log"
    wait_for(lambda: "classifier_loaded" in log.read_text(), 60, "the classifier")

    assert sum(one.memory_full_info().pss for one in whole) < DYNO
