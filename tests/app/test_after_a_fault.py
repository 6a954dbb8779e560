"""However long Meta was in trouble: within a minute of its end everything is tried again, and not in a rush."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from app import clock
from app.delivery import outbox
from app.tables import Inbox, Message
from app.whatsapp.errors import InDoubt, NotSent, Refused, Result
from tests.lotse import Lotse, ScriptedGraph
from tests.webhooks import text_message

TROUBLE = NotSent(131016, "service unavailable")
NO_CONNECTION = NotSent(None, "no connection to Meta")
TOO_MANY = NotSent(None, "Meta answered 429", "number")
THROUGHPUT = NotSent(130429, "throughput reached", "number")
BY_THE_HOUR = NotSent(80007, "rate limit", "number")
PAIR = NotSent(131056, "pair rate limit", "pair")


@dataclass
class FailingGraph(ScriptedGraph):
    """Answers everything with `fault` while there is one."""

    fault: Result | None = None

    def send(self, phone_number_id: str, body: dict[str, Any], token: str | None = None) -> Result:
        result = super().send(phone_number_id, body, token)
        return self.fault or result


class Time:
    """Lotse's clock: it stands still while Lotse works, and then jumps to when something may go out."""

    def __init__(self, lotse: Lotse, setting: Callable[[str, str], None]) -> None:
        self.lotse, self.setting, self.passed = lotse, setting, 0.0
        self.began = self.now()

    def now(self) -> datetime:
        with self.lotse.sessions() as session:
            return clock.now(session)

    def go_on(self) -> None:
        """To the next attempt, which is then made."""
        with self.lotse.sessions() as session:
            queued = select(func.min(func.greatest(Message.due_at, Inbox.paused_until)))
            due = session.scalars(
                queued.join(Inbox, Inbox.id == Message.inbox_id).where(Message.status == "queued")
            ).one()
        self.passed = max(self.passed, (due - self.began).total_seconds()) + 0.5
        self.setting("LOTSE_NOW_OFFSET", str(self.passed))
        self.lotse.deliver()


@pytest.fixture
def graph(lotse: Lotse) -> FailingGraph:
    lotse.graph = FailingGraph()
    return lotse.graph


@pytest.fixture
def time(lotse: Lotse, setting: Callable[[str, str], None]) -> Time:
    return Time(lotse, setting)


def ask(lotse: Lotse, customers: int) -> None:
    lotse.receive(*(text_message("offen?", f"4915{number:08d}") for number in range(customers)))
    lotse.work()


def waiting(lotse: Lotse) -> int:
    return sum(message.status == "queued" for message in lotse.outbound())


@pytest.mark.parametrize("fault", [TROUBLE, NO_CONNECTION, TOO_MANY, THROUGHPUT, BY_THE_HOUR, PAIR])
def test_nothing_waits_over_a_minute_after_minutes_of_a_fault(
    lotse: Lotse, graph: FailingGraph, time: Time, fault: NotSent
) -> None:
    graph.fault = fault
    ask(lotse, 3)
    while time.passed < 300:
        time.go_on()
    graph.fault, ended = None, time.passed
    while waiting(lotse):
        time.go_on()

    assert {message.status for message in lotse.outbound()} == {"sent"}
    assert time.passed - ended <= 60


@pytest.mark.parametrize("fault", [TROUBLE, NO_CONNECTION, TOO_MANY, THROUGHPUT, PAIR])
def test_after_half_an_hour_of_attempts_a_person_is_told(
    lotse: Lotse, graph: FailingGraph, time: Time, fault: NotSent
) -> None:
    graph.fault = fault
    ask(lotse, 1)
    while waiting(lotse):
        time.go_on()
    lotse.settle()

    assert 29.5 * 60 <= time.passed <= 31 * 60
    assert (lotse.conversation().owner, lotse.conversation().reason) == ("waiting", "send_failed")


def test_a_clock_that_jumps_ahead_has_not_tried_for_half_an_hour(lotse: Lotse, graph: FailingGraph, time: Time) -> None:
    graph.fault = TROUBLE
    ask(lotse, 1)
    time.passed = 50 * 60
    time.go_on()

    assert waiting(lotse) == 1


def test_the_queue_wakes_as_soon_as_one_that_had_failed_goes_out(lotse: Lotse, graph: FailingGraph, time: Time) -> None:
    graph.fault = NO_CONNECTION
    ask(lotse, 20)
    longest = Message.written_at + timedelta(seconds=45)
    with lotse.sessions.begin() as session:
        session.execute(update(Message).where(Message.status == "queued").values(due_at=longest, attempts=7))
        first = select(func.min(Message.id)).where(Message.status == "queued").scalar_subquery()
        session.execute(update(Message).where(Message.id == first).values(due_at=Message.written_at))
    graph.fault = None
    lotse.deliver()

    assert waiting(lotse) == 0


def test_who_waits_for_a_limit_of_their_own_is_not_woken(lotse: Lotse, graph: FailingGraph, time: Time) -> None:
    graph.fault = PAIR
    ask(lotse, 1)
    graph.fault = NO_CONNECTION
    lotse.receive(text_message("offen?", "49160"))
    lotse.work()
    later = Message.written_at + timedelta(seconds=45)
    with lotse.sessions.begin() as session:
        session.execute(update(Message).where(Message.error_code == PAIR.code).values(due_at=later))
    graph.fault = None
    time.go_on()

    assert waiting(lotse) == 1


@pytest.mark.parametrize("answer", [None, Refused(131026, "undeliverable"), InDoubt("timed out")])
def test_after_a_pause_one_message_tries_until_one_went_out(
    lotse: Lotse, graph: FailingGraph, time: Time, answer: Result | None
) -> None:
    graph.fault = TOO_MANY
    ask(lotse, 1)
    ask(lotse, 8)
    assert len(graph.sent) == 1
    for number in range(2, 5):
        time.go_on()
        assert len(graph.sent) == number
    graph.fault = None
    graph.results = [answer] if answer else []
    time.go_on()

    assert waiting(lotse) == 0


def test_only_one_is_on_its_way_after_a_pause(lotse: Lotse, graph: FailingGraph, time: Time) -> None:
    graph.fault = TOO_MANY
    ask(lotse, 1)
    ask(lotse, 8)
    graph.fault = None
    meanwhile: list[int] = []

    def slow() -> Result:
        with ThreadPoolExecutor(1) as pool:  # another worker
            meanwhile.append(outbox.deliver_due(lotse.sessions, graph, pool))
        return TOO_MANY

    graph.meanwhile = slow
    time.go_on()

    assert meanwhile == [0]
    assert len(graph.sent) == 2


@pytest.mark.parametrize(
    "answer", [NotSent(None, "429", "number", 100), NotSent(131016, "503", "number", 100), InDoubt("503", 100)]
)
def test_a_pause_that_meta_names_is_kept_by_the_whole_number(
    lotse: Lotse, graph: FailingGraph, time: Time, answer: Result
) -> None:
    graph.results = [answer]
    ask(lotse, 1)
    ask(lotse, 2)
    assert len(graph.sent) == 1
    time.go_on()

    assert 100 <= time.passed < 102
    assert waiting(lotse) == 0


def test_the_longest_pause_that_a_batch_was_told_holds(lotse: Lotse, graph: FailingGraph, time: Time) -> None:
    graph.results = [THROUGHPUT, NotSent(130429, "throughput reached", "number", 100)]
    lotse.receive(text_message("offen?", "491"), text_message("offen?", "492"))
    lotse.work()
    time.go_on()

    assert 100 <= time.passed < 102
