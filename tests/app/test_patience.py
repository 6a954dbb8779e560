"""Whoever sends a request byte by byte keeps no thread for good; whoever sends a file has time. What is no request at
all gets an answer that no browser does anything with."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import TConn

from app import patience
from app.door import HEADERS
from app.gunicorn_worker import Worker

Connect = Callable[[], tuple[socket.socket, TConn]]
BEGUN = b"POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"


def answer(environ: Any, start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


@pytest.fixture
def worker() -> Iterator[Worker]:
    config = Config()
    config.set("worker_class", "app.gunicorn_worker.Worker")
    app = SimpleNamespace(cfg=config)
    made = Worker(1, 1, [], app, 30, config, Logger(config))
    made.wsgi = answer
    yield made
    made.tmp.close()


@pytest.fixture
def connect(worker: Worker) -> Iterator[Connect]:
    ends: list[socket.socket] = []

    def connected() -> tuple[socket.socket, TConn]:
        theirs, ours = socket.socketpair()
        ends.extend((theirs, ours))
        return theirs, TConn(worker.cfg, ours, ("127.0.0.1", 1), ("127.0.0.1", 2))

    yield connected
    for end in ends:
        end.close()


@pytest.mark.parametrize("sent", [BEGUN, BEGUN + b"\r\nhalf a body"], ids=["headers", "body"])
def test_a_request_that_does_not_arrive_is_given_up(
    worker: Worker, connect: Connect, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(patience, "REQUEST_SECONDS", 0.2)
    theirs, connection = connect()
    theirs.sendall(sent)
    with ThreadPoolExecutor(1) as thread:
        handled = thread.submit(worker.handle, connection)
        for _ in range(4):  # never silent for long, so that no limit on silence helps
            time.sleep(0.1)
            with suppress(BrokenPipeError):
                theirs.sendall(b"x")
            worker.murder_pending()
        assert handled.result(5) in {False, True}
    assert patience._ends == {}


def test_a_request_in_time_is_answered_and_its_time_forgotten(worker: Worker, connect: Connect) -> None:
    theirs, connection = connect()
    theirs.sendall(BEGUN + b"\r\n" + b"x" * 100)
    worker.handle(connection)
    worker.murder_pending()
    assert theirs.recv(1000).startswith(b"HTTP/1.1 200 OK")
    assert patience._ends == {}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"<script>alert(1)</script> / HTTP/1.1\r\n\r\n", "400 Bad Request"),
        (b"GET / HTTP/9.9\r\n\r\n", "400 Bad Request"),
        (b"GET /<b>geheim HTTP/1.1\r\nHost: a\r\nBad <b>Header: geheim\r\n\r\n", "400 Bad Request"),
        (b"GET /" + b"x" * 10_000 + b" HTTP/1.1\r\n\r\n", "414 URI Too Long"),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", "431 Request Header Fields Too Large"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: foo\r\n\r\n", "501 Bad Request"),
    ],
)
def test_what_is_no_request_is_answered_in_a_line_with_our_headers(
    worker: Worker, connect: Connect, sent: bytes, status: str
) -> None:
    theirs, connection = connect()
    theirs.sendall(sent)
    worker.handle(connection)
    head, _, body = theirs.recv(10_000).decode().partition("\r\n\r\n")
    lines = head.split("\r\n")
    assert lines[0] == f"HTTP/1.1 {status}"
    assert {"Content-Type: text/plain; charset=utf-8", f"Content-Length: {len(body)}", "Connection: close"} <= {*lines}
    assert {f"{name}: {value}" for name, value in HEADERS.items()} <= {*lines}
    assert body == f"{status[4:]}\n"


def test_what_breaks_in_gunicorn_itself_says_no_more_either(worker: Worker, connect: Connect) -> None:
    theirs, connection = connect()
    worker.handle_error(None, connection.sock, None, KeyError("geheim"))
    said = theirs.recv(10_000).decode()
    assert said.startswith("HTTP/1.1 500 Internal Server Error\r\n")
    assert "geheim" not in said


def test_only_who_is_let_in_with_a_file_has_longer(monkeypatch: pytest.MonkeyPatch, connect: Connect) -> None:
    monkeypatch.setattr(patience, "REQUEST_SECONDS", -1.0)
    (theirs, first), (_, second) = connect(), connect()
    patience.begin(first.sock)
    patience.begin(second.sock)
    patience.lengthen(second.sock)
    patience.lengthen(None)
    patience.hang_up()
    assert list(patience._ends) == [second.sock]
    assert first.sock.recv(1) == b""
    patience.end(second.sock)
    del theirs
