"""The checks themselves, on real servers: nothing hides anything, and an event of our own leaves no trace."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from redis import Redis
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from app import backlog, clock, create_app, intake, settings, wake
from app.dashboard import doctor_said
from app.dashboard.translation import translator
from app.deliveries import store
from app.doctor import checks, own_event, processes, traffic
from app.doctor.examining import examine
from app.doctor.finding import Finding
from app.ledger import last_check
from app.tables import Conversation, Delivery, Event, Message, Notice
from app.wake import waker
from tests.lotse import Lotse
from tests.webhooks import text_message
from workers.worker import LotseWorker


def codes(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_what_breaks_or_hangs_becomes_a_finding_beside_the_others() -> None:
    hangs = threading.Event()

    def without_database() -> list[Finding]:
        raise OperationalError("SELECT", {}, Exception())

    def breaks() -> list[Finding]:
        raise ValueError("with a secret")

    asked = {
        "first": lambda: [Finding("well")],
        "database": without_database,
        "broken": breaks,
        "slow": lambda: [Finding("never")] * hangs.wait(5),
        "last": lambda: [Finding("well, too")],
    }
    found = examine(asked, seconds=0.3)
    hangs.set()
    assert codes(found) == ["well", "not_looked_at", "broke", "too_slow", "well, too"]
    assert "secret" not in str(found)


def test_the_quiet_checks_look_at_everything_and_change_nothing(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen"))
    found = {finding.code: finding.level for finding in checks.examine_quietly()}
    assert found["database"] == found["migrations"] == found["redis"] == found["clocks"] == "ok"
    assert found["workers_missing"] == "fail"
    assert not found.keys() & {"broke", "not_looked_at", "too_slow"}


def test_a_worker_and_the_clock_are_known_by_their_signs(sessions: sessionmaker[Session], redis: "Redis") -> None:
    workers = [LotseWorker([kind], connection=redis, serializer="json") for kind in wake.EVERYWHERE]
    for worker in workers:
        worker.register_birth()
    with sessions.begin() as session:
        last_check.note(session, ())
    assert [finding.code for finding in (*processes.look_at_workers(), *processes.look_at_clock())] == [
        "workers",
        "clock",
    ]
    redis.delete(workers[0].key)  # as when it was killed, after a minute
    assert codes(processes.look_at_workers()) == ["workers_missing"]


def test_what_is_due_counts_by_kind_from_when_it_was_due(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=b"{}"))
    with lotse.sessions() as session:
        waits = backlog.read(session, clock.now(session))
        assert list(waits) == list(wake.KINDS)
        assert {kind: one.number for kind, one in waits.items() if one.number} == {"intake": 1}
    lotse.take_in()
    lotse.receive(text_message("hallo"))
    with lotse.sessions() as session:
        assert backlog.read(session, clock.now(session))["triage"].number == 1


def test_what_is_usual_is_counted_at_the_same_hour_of_the_last_weeks(lotse: Lotse) -> None:
    for number in range(4):
        lotse.receive(text_message("hallo", phone=f"491510000000{number}"))
    week, hours = timedelta(days=7), timedelta(hours=2)
    with lotse.sessions.begin() as session:
        now = clock.now(session)
        ago = (hours / 2, week + hours / 2, week + 2 * hours, 2 * week + hours / 2)
        for message_id, span in enumerate(ago, start=1):
            session.execute(update(Message).where(Message.id == message_id).values(stored_at=now - span))
    with lotse.sessions() as session:
        assert traffic.before(session, now, hours) == [1, 1, 0, 0, 0, 0]


@contextmanager
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The web process over real HTTP."""
    server = make_server("127.0.0.1", 0, create_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/webhook"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def rows(session: Session) -> dict[str, int]:
    tables = (Delivery, Message, Notice, Conversation, Event)
    return {table.__tablename__: session.scalars(select(func.count()).select_from(table)).one() for table in tables}


def test_our_own_event_goes_all_the_way_and_leaves_nothing(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch, setting: Callable[[str, str], None]
) -> None:
    lotse.receive(text_message("hallo"))
    with lotse.sessions() as session:
        before = rows(session)
    monkeypatch.setattr(waker, "soon", lambda kind: intake.take_in_due(lotse.sessions))  # the worker
    with served(monkeypatch) as url:
        secret = settings.load().app_secrets[0]
        (found,) = own_event.look(settings.load(), url)
        nobody = own_event.judge(own_event.send(url, b"another secret"))
        monkeypatch.setattr(waker, "soon", lambda kind: None)
        waiting = own_event.judge(own_event.send(url, secret, patience=0.2))
        monkeypatch.setattr(store, "put", lambda body, signer, arrived: None)
        elsewhere = own_event.judge(own_event.send(url, secret))
    unreachable = own_event.judge(own_event.send("http://127.0.0.1:9/webhook", secret))
    assert codes([found, nobody, waiting, elsewhere, unreachable]) == [
        "event",
        "event_unsigned",
        "event_not_taken_in",
        "event_elsewhere",
        "event_unreachable",
    ]
    with lotse.sessions() as session:
        assert rows(session) == before


def test_our_webhook_is_where_we_are_told_then_where_meta_calls_then_here(
    environment: None, setting: Callable[[str, str], None]
) -> None:
    assert own_event.address(settings.load(), None) == "http://127.0.0.1:8000/webhook"
    assert own_event.address(settings.load(), "https://meta.calls/hook") == "https://meta.calls/hook"
    setting("PUBLIC_URL", "https://lotse.example/")
    assert own_event.address(settings.load(), "https://meta.calls/hook") == "https://lotse.example/webhook"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_finding_of_a_whole_examination_is_said_in_words(lotse: Lotse, language: str) -> None:
    for finding in checks.examine_quietly():
        said = doctor_said.said(translator(language), finding)
        assert said.what
        assert "{" not in said.what
        assert (said.cure is None) == (finding.level == "ok")
