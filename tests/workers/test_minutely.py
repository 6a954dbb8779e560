"""What the clock does once a minute: what fails in it is logged and tried again, and holds nothing else up."""

import signal
import threading
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from app import costs, handling, lapses, logs, pruning
from app.clock import now
from app.hooks import destination, keeping
from app.tables import Hook, Switches
from tests.app.dashboard.inbox import add_person
from tests.lotse import Lotse
from tests.webhooks import text_message
from workers import clock
from workers import minutely as minutely_room
from workers.minutely import Minutely


def events(minutely: Minutely) -> list[str]:
    with capture_logs() as logged:
        minutely.once()
    return [line["event"] for line in logged]


def test_the_end_of_a_breach_is_logged_once(lotse: Lotse) -> None:
    minutely = Minutely()
    assert events(minutely) == []
    lotse.receive(text_message("offen?"))
    with lotse.sessions.begin() as session:
        session.connection().exec_driver_sql("UPDATE conversations SET due_at = NULL")
    assert events(minutely) == ["ledger_breach"]
    with lotse.sessions.begin() as session:
        session.connection().exec_driver_sql("UPDATE conversations SET due_at = now()")

    assert events(minutely) == ["ledger_balanced"]
    assert events(minutely) == []


def test_a_check_that_fails_is_logged_and_pruning_goes_on(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    pruned = []

    def fails(sessions: object) -> None:
        raise OperationalError("a statement", None, Exception("timeout"))

    monkeypatch.setattr(minutely_room, "check", fails)
    monkeypatch.setattr(pruning, "prune", pruned.append)

    assert events(Minutely()) == ["ledger_not_checked"]
    assert len(pruned) == 1


def test_the_months_cost_is_watched_and_when_that_fails_the_rest_goes_on(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    pruned: list[object] = []
    monkeypatch.setattr(pruning, "prune", pruned.append)
    assert events(Minutely()) == []
    with lotse.sessions() as session:
        assert session.scalars(select(Switches.id)).all() == [1]

    def fails(*_: object) -> None:
        raise OperationalError("a statement", None, Exception("timeout"))

    monkeypatch.setattr(costs, "watch", fails)
    assert events(Minutely()) == ["cost_not_watched"]
    assert len(pruned) == 2


def test_what_is_left_goes_back_and_a_failure_of_that_holds_nothing_up(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    anna = lotse.person()
    lotse.change(lambda session, conversation: handling.take(session, conversation, anna))
    with lotse.sessions.begin() as session:
        session.connection().exec_driver_sql("UPDATE conversations SET taken_at = now() - interval '11 minutes'")
    checked = []

    def fails(sessions: object, rules: object) -> None:
        raise OperationalError("a statement", None, Exception("timeout"))

    with monkeypatch.context() as broken:
        broken.setattr(lapses, "lapse", fails)
        broken.setattr(minutely_room, "check", checked.append)
        assert events(Minutely()) == ["not_lapsed"]
    assert (lotse.conversation().owner, len(checked)) == ("agent", 1)
    assert "lapsed" in events(Minutely())
    assert lotse.conversation().owner == "waiting", "Lotse's answer was withdrawn when Anna took it"


def test_it_comes_again_until_the_clock_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    stopping, minutely, rounds = threading.Event(), Minutely(), []

    def once() -> None:
        rounds.append(1)
        if len(rounds) == 3:
            stopping.set()

    monkeypatch.setattr(minutely_room, "SECONDS", 0.01)
    monkeypatch.setattr(minutely, "once", once)
    minutely.run(stopping)

    assert len(rounds) == 3


def test_the_clock_does_it_beside_its_ticks(environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    began, threads = threading.Event(), []

    def run(self: Minutely, stopping: threading.Event) -> None:
        threads.append(threading.current_thread())
        began.set()

    monkeypatch.setattr(Minutely, "run", run)
    monkeypatch.setattr(clock, "_run", lambda stopping: began.wait(10))
    monkeypatch.setattr(signal, "signal", lambda *handler: None)
    monkeypatch.setattr(logs, "configure", lambda: None)  # anew, other tests would not hear the loggers any more

    assert clock.main() == 0
    assert threads not in ([], [threading.main_thread()])


def test_what_was_snoozed_wakes_when_its_time_has_come(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.work()
    with lotse.sessions.begin() as session:
        session.connection().exec_driver_sql("UPDATE conversations SET snoozed_at = now(), snoozed_until = now()")
    Minutely().once()
    assert lotse.conversation().snoozed_at is None


def test_what_the_version_of_before_decided_is_caught_up_with_once(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.work()
    minutely = Minutely()
    for after in ("opening_hours", None):
        with lotse.sessions.begin() as session:
            session.connection().exec_driver_sql("UPDATE conversations SET intent = NULL")
        minutely.once()
        assert lotse.conversation().intent == after


def test_an_address_that_the_version_of_before_wrote_is_sealed(lotse: Lotse) -> None:
    dora = add_person(lotse.sessions, "dora@example.com", "admin")
    with lotse.sessions.begin() as session:
        wished = keeping.Wish("https://93.184.216.34/", ("message",), None, False)
        hook, _ = keeping.add(session, wished, dora, uuid4(), now(session))
        hook.url = "https://93.184.216.34/in?key=theirs"
    Minutely().once()
    with lotse.sessions() as session:
        hook = session.scalars(select(Hook)).one()
        assert (hook.url, destination.of(hook)) == ("", "https://93.184.216.34/in?key=theirs")
