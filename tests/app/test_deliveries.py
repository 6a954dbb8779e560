"""Deliveries that arrive together are committed together; a bad one or a database that hangs harms no other."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session, sessionmaker

from app import create_app, database, deliveries
from app.deliveries import NotStoredError, Store
from app.tables import Delivery
from tests.webhooks import encode, envelope, sign, text_message

NOBODYS_INBOX = 999
OTHERS_LEAVE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid != pg_backend_pid() AND datname = current_database()
"""


@pytest.fixture
def store(sessions: sessionmaker[Session]) -> Store:
    return Store()


@pytest.fixture
def inserts(sessions: sessionmaker[Session]) -> Iterator[list[int]]:
    """How many deliveries each statement was given."""
    counted: list[int] = []

    def note(_: object, __: object, statement: str, given: dict[str, list[bytes]], *rest: object) -> None:
        if statement.startswith("INSERT INTO deliveries"):
            counted.append(len(given["bodies"]))

    event.listen(database.engine(), "before_cursor_execute", note)
    yield counted
    event.remove(database.engine(), "before_cursor_execute", note)


def stored(sessions: sessionmaker[Session]) -> set[bytes]:
    with sessions() as session:
        return set(session.scalars(select(Delivery.body)))


def put_all(store: Store, bodies: list[bytes]) -> None:
    with ThreadPoolExecutor(len(bodies)) as pool:
        for done in [pool.submit(store.put, body, None, time.monotonic()) for body in bodies]:
            done.result()


def test_each_is_stored_as_it_came(store: Store, sessions: sessionmaker[Session]) -> None:
    bodies = [b"", b"\x00\xff", b'{"a": "b\\\\"}', "ü".encode()]
    put_all(store, bodies)

    assert stored(sessions) == set(bodies)


def test_what_arrives_during_a_commit_goes_into_the_next_one_together(
    store: Store, inserts: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "GATHERING", 0.5)
    put_all(store, [b"first"])
    put_all(store, [f"{number}".encode() for number in range(8)])

    assert inserts == [1, 8]


def test_a_bad_one_is_refused_and_its_neighbours_are_stored(
    store: Store, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "GATHERING", 0.5)
    put_all(store, [b"first"])
    with ThreadPoolExecutor(3) as pool:
        good = [pool.submit(store.put, body, None, time.monotonic()) for body in (b"a", b"b")]
        bad = pool.submit(store.put, b"bad", NOBODYS_INBOX, time.monotonic())
        with pytest.raises(NotStoredError):
            bad.result()
        assert [one.result() for one in good] == [None, None]

    assert stored(sessions) == {b"first", b"a", b"b"}


def test_after_a_restart_of_postgresql_nobody_has_to_deliver_again(
    store: Store, sessions: sessionmaker[Session]
) -> None:
    put_all(store, [b"before"])
    with sessions.begin() as session:
        session.execute(text(OTHERS_LEAVE))
    put_all(store, [b"after"])

    assert stored(sessions) == {b"before", b"after"}


def test_a_database_that_gives_no_answer_is_503_within_five_seconds_and_loses_nothing_later(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = encode(envelope(text_message("hallo")))
    web = create_app().test_client()
    with sessions.begin() as locking:
        locking.execute(text("LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        answers = [web.post("/webhook", data=body, headers={"X-Hub-Signature-256": sign(body)})]
        assert time.monotonic() - began < 5

    answers.append(web.post("/webhook", data=body, headers={"X-Hub-Signature-256": sign(body)}))
    assert [answer.status_code for answer in answers] == [503, 200]
    assert stored(sessions) == {body}


def test_one_that_nobody_waits_for_any_more_is_not_stored(
    store: Store, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "GATHERING", 0.6)
    monkeypatch.setattr(deliveries, "PATIENCE", 0.2)
    put_all(store, [b"first"])
    with pytest.raises(NotStoredError):  # it waits for the next commit, which is further away than its patience
        store.put(b"given up", None, time.monotonic())
    time.sleep(0.6)

    assert stored(sessions) == {b"first"}
