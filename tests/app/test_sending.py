"""What Meta's answers and broken connections mean: only what is surely unsent may be sent again."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import pytest

from app import settings
from app.whatsapp.answers import named_pause, read_answer
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


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"], ids=["closed", "no TLS"])
def test_a_connection_that_cannot_be_made_secret_is_surely_not_sent(
    setting: Callable[[str, str], None], answer: bytes
) -> None:
    def no_handshake(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(answer)

    with meta(no_handshake) as url:
        assert isinstance(send_to(url.replace("http://", "https://"), setting), NotSent)


def test_no_answer_in_time_is_in_doubt(setting: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.whatsapp.client.ANSWER_SECONDS", 0.2)
    with meta(lambda connection: time.sleep(1)) as url:
        assert isinstance(send_to(url, setting), InDoubt)


def test_a_redirect_is_not_followed(setting: Callable[[str, str], None]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        place = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/"
        elsewhere.settimeout(0.2)

        def redirect(connection: socket.socket) -> None:
            connection.recv(65536)
            head = f"HTTP/1.1 307 Temporary Redirect\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n"
            connection.sendall(head.encode())

        with meta(redirect) as url:
            assert isinstance(send_to(url, setting), InDoubt)
        with pytest.raises(TimeoutError):
            elsewhere.accept()


def test_one_connection_serves_many_messages(setting: Callable[[str, str], None]) -> None:
    accepted = json.dumps(ACCEPTED).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(accepted), accepted)

    def take_three(connection: socket.socket) -> None:
        for _ in range(3):
            asked = b""
            while b"Guten Tag" not in asked:
                asked += connection.recv(65536)
            connection.sendall(answer)

    with meta(take_three) as url:
        setting("GRAPH_URL", url)
        client = GraphClient(settings.load())
        sent = [client.send("1", body(Text("Guten Tag"), {"to": "491"}, "callback")) for _ in range(3)]
        client.close()

    assert sent == [Sent("wamid.1")] * 3


def test_pauses_grow_and_end_well_below_a_minute() -> None:
    def pauses(result: NotSent, *attempts: int) -> list[float]:
        return [pause_seconds(result, attempt, EVEN) for attempt in attempts]

    assert pauses(NotSent(131056, "", "pair"), 1, 2, 3, 4) == [1, 4, 16, 40]
    assert pauses(NotSent(131016, ""), 1, 2, 3) == [2, 4, 8]
    assert pauses(NotSent(None, ""), 50) == [40]
    assert pauses(NotSent(80007, "", "number"), 1) == [40]
    assert pauses(NotSent(130429, "", "number"), 1) == [1]
    assert max(pause_seconds(NotSent(None, ""), 12, Random(seed)) for seed in range(99)) <= 50


def test_a_pause_that_meta_names_is_not_shortened_but_nobody_silences_a_number_for_hours() -> None:
    named = [NotSent(None, "", named=seconds) for seconds in (7, 100, 900, 86_400)]

    assert [pause_seconds(result, 2, EVEN) for result in named] == [7, 100, 900, 900]
    assert pause_seconds(NotSent(None, "", named=7), 4, EVEN) == 16


TUESDAY = "Tue, 29 Oct 2024 16:56:32 GMT"


@pytest.mark.parametrize(
    ("http_status", "headers", "seconds"),
    [
        (429, {"Retry-After": "7"}, 7),
        (503, {"Retry-After": " 120 "}, 120),
        (503, {"Retry-After": "Tue, 29 Oct 2024 16:57:02 GMT", "Date": TUESDAY}, 30),
        (429, {"Retry-After": "Tue, 29 Oct 2024 16:00:00 GMT", "Date": TUESDAY}, 0),
        (503, {"Retry-After": "Tue, 29 Oct 2024 16:57:02 GMT"}, None),
        (503, {"Retry-After": "Tue, 29 Oct 2024 16:57:02", "Date": TUESDAY}, None),
        (503, {"Retry-After": "soon"}, None),
        (503, {"Retry-After": "-5"}, None),
        (503, {}, None),
        (200, {"Retry-After": "7"}, None),
    ],
)
def test_the_pause_that_an_answer_names(http_status: int, headers: dict[str, str], seconds: float | None) -> None:
    assert named_pause(http_status, headers) == seconds


@pytest.mark.parametrize(
    ("http_status", "code", "result"),
    [
        (429, None, NotSent(None, "Meta answered 429, too many requests", "number", 7)),
        (503, 131016, NotSent(131016, "", "number", 7)),
        (429, 131056, NotSent(131056, "", "pair", 7)),
        (503, None, InDoubt("Meta answered 503 without saying whether it was sent", 7)),
    ],
)
def test_a_named_pause_holds_for_the_whole_number_unless_it_is_about_one_customer(
    http_status: int, code: int | None, result: Result
) -> None:
    assert read_answer(http_status, {"error": {"code": code}} if code else None, 7) == result


@pytest.mark.parametrize("line", ["429 Too Many Requests", "503 Service Unavailable"])
def test_the_client_reads_it_from_what_meta_sends(setting: Callable[[str, str], None], line: str) -> None:
    def ask_for_a_pause(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(f"HTTP/1.1 {line}\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n".encode())

    with meta(ask_for_a_pause) as url:
        result = send_to(url, setting)

    assert isinstance(result, NotSent | InDoubt)
    assert result.named == 7
