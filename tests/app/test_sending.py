"""What Meta's answers and broken connections mean: only what is surely unsent may be sent again."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import pytest

from app import settings
from app.whatsapp.answers import read_answer
from app.whatsapp.client import GraphClient
from app.whatsapp.errors import InDoubt, NotSent, Refused, Result, Sent, Stopped, pause_seconds
from app.whatsapp.outgoing import Text, body

ACCEPTED = {"messaging_product": "whatsapp", "messages": [{"id": "wamid.1"}]}


@pytest.mark.parametrize(
    ("http_status", "answer", "result"),
    [
        (200, ACCEPTED, Sent),
        (200, {}, InDoubt),
        (200, None, InDoubt),
        (201, ACCEPTED, InDoubt),
        (500, None, InDoubt),
        (502, {"message": "bad gateway"}, InDoubt),
        (500, {"error": {"code": 131016}}, NotSent),
        (400, {"error": {"code": 130429}}, NotSent),
        (403, {"error": {"code": 131056}}, NotSent),
        (429, None, NotSent),
        (400, {"error": {"code": 131047}}, Refused),
        (401, {"error": {"code": 190}}, Stopped),
        (400, {"error": {"code": "190"}}, Stopped),
        (401, None, Stopped),
        (404, None, Refused),
    ],
)
def test_what_each_answer_means(http_status: int, answer: object, result: type[Result]) -> None:
    assert isinstance(read_answer(http_status, answer), result)


class Even(Random):
    def random(self) -> float:
        return 0.0


EVEN = Even()


@contextmanager
def meta(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server on the loopback address that treats its one connection as told."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                behave(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join(5)


def send_to(url: str, setting: Callable[[str, str], None]) -> Result:
    setting("GRAPH_URL", url)
    client = GraphClient(settings.load())
    try:
        return client.send("1", body(Text("Guten Tag"), {"to": "491"}, "callback"))
    finally:
        client.close()


def test_a_refused_connection_is_surely_not_sent(setting: Callable[[str, str], None]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    assert isinstance(send_to(f"http://127.0.0.1:{port}", setting), NotSent)


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", b"nonsense\r\n\r\n"],
    ids=["closed without an answer", "half an answer", "garbage"],
)
def test_a_connection_that_breaks_after_the_request_is_in_doubt(
    setting: Callable[[str, str], None], answer: bytes
) -> None:
    def break_off(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(answer)

    with meta(break_off) as url:
        assert isinstance(send_to(url, setting), InDoubt)


def test_pauses_grow_and_end_at_five_minutes() -> None:
    def pauses(result: NotSent, *attempts: int) -> list[float]:
        return [pause_seconds(result, attempt, EVEN) for attempt in attempts]

    assert pauses(NotSent(131056, "", "pair"), 1, 2, 3, 4) == [1, 4, 16, 64]
    assert pauses(NotSent(131016, ""), 1, 2, 3) == [2, 4, 8]
    assert pauses(NotSent(None, ""), 50) == [300]
    assert pauses(NotSent(80007, "", "number"), 1) == [60]
