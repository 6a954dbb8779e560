"""A number that Meta calls too fast keeps to a pace, however many processes send, and loses no time over it."""

import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app import pace
from app.delivery import outbox
from app.tables import Inbox
from app.whatsapp.errors import NotSent, Result
from tests.lotse import Lotse, ScriptedGraph
from tests.webhooks import text_message

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_first_refusal_sets_metas_default_and_further_ones_make_it_slower_once_a_second() -> None:
    assert pace.slower(None, None, NOON) == 80
    assert pace.slower(80, NOON, NOON + SECOND / 2) == 80
    assert pace.slower(80, NOON, NOON + SECOND) == 72
    assert pace.slower(1, NOON, NOON + SECOND) == 1


def test_what_goes_well_makes_it_faster_again_and_free_after_ten_minutes() -> None:
    assert pace.faster(10, NOON, NOON + SECOND) == 15
    assert pace.faster(70, NOON, NOON + SECOND) == 72
    assert pace.faster(79, NOON, NOON + SECOND) == 80
    assert pace.faster(70, NOON, NOON + SECOND / 2) == 70
    assert pace.faster(80, NOON, NOON + 9 * pace.QUIET / 10) == 80
    assert pace.faster(80, NOON, NOON + 2 * pace.QUIET) is None


@pytest.mark.parametrize("speed", [1.0, 7.0, 80.0])
def test_over_a_minute_as_many_go_as_the_pace_says(speed: float) -> None:
    spoken_for, sent = None, 0
    for look in range(300):
        now = NOON + look * SECOND / 5
        number = pace.allowed(speed, spoken_for, now)
        spoken_for = pace.after(speed, spoken_for, now, number)
        sent += number
    assert speed * 59 <= sent <= speed * 61 + 1


def test_a_clock_that_was_put_back_holds_nothing_up() -> None:
    assert pace.allowed(80, NOON + timedelta(hours=1), NOON) == 73


class LimitedGraph(ScriptedGraph):
    """Takes so many in any second, after a tenth of one."""

    def __init__(self, a_second: int) -> None:
        super().__init__()
        self.a_second, self.refused = a_second, 0
        self.taken: deque[float] = deque()
        self.lock = threading.Lock()

    def send(self, phone_number_id: str, body: dict[str, Any], token: str | None = None) -> Result:
        time.sleep(0.1)
        with self.lock:
            now = time.monotonic()
            while self.taken and self.taken[0] < now - 1:
                self.taken.popleft()
            if len(self.taken) >= self.a_second:
                self.refused += 1
                return NotSent(130429, "throughput reached", "number")
            self.taken.append(now)
            return super().send(phone_number_id, body, token)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_backlog_goes_out_nearly_as_fast_as_meta_takes_it(lotse: Lotse, processes: int) -> None:
    graph = lotse.graph = LimitedGraph(80)
    lotse.receive(*(text_message("offen?", f"4915{number:08d}", id=f"wamid.{number}") for number in range(500)))
    lotse.triage()
    began = time.monotonic()

    def send() -> None:
        with ThreadPoolExecutor(outbox.SIDE_BY_SIDE) as pool:
            while len(graph.sent) < 500 and time.monotonic() - began < 60:
                outbox.deliver_due(lotse.sessions, graph, pool)
                time.sleep(0.05)

    threads = [threading.Thread(target=send) for _ in range(processes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [message.status for message in lotse.outbound()] == ["sent"] * 500
    assert time.monotonic() - began < 20, "500 at 80 a second are 6 seconds"
    assert graph.refused < 250


def test_a_number_that_never_meets_a_limit_has_no_pace(lotse: Lotse) -> None:
    lotse.receive(*(text_message("offen?", f"4915{number:08d}", id=f"wamid.{number}") for number in range(100)))
    lotse.work()

    assert len(lotse.graph.sent) == 100
    with lotse.sessions() as session:
        assert session.scalars(select(Inbox)).one().pace is None
