"""What goes over the wire to a receiver, and how much of its answer is heard."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.hooks import client
from app.hooks.address import Target
from app.hooks.client import HookError

Answer = Callable[[socket.socket], None]
FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def receiver(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Target]:
    """Somebody who answers a single request as told, and hears nothing but an end of the connection."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            connection, _ = listening.accept()
            with tls.wrap_socket(connection, server_side=True) if tls else connection as open_one:
                answer(open_one)

    serving = threading.Thread(target=serve)
    serving.start()
    try:
        yield Target("127.0.0.1", listening.getsockname()[1], "shop.example", "/in", tls is not None)
    finally:
        serving.join(5)
        listening.close()
    assert not serving.is_alive()


def heard(connection: socket.socket) -> bytes:
    """The whole request."""
    request = b""
    while not request.endswith(b"\r\n\r\n{}"):
        request += connection.recv(10_000)
    return request


def says(answer: bytes, asked: list[bytes]) -> Answer:
    def said(connection: socket.socket) -> None:
        asked.append(heard(connection))
        connection.sendall(answer)

    return said


def again_and_again(piece: bytes, pause: float) -> Answer:
    def said(connection: socket.socket) -> None:
        heard(connection)
        while True:  # until nobody listens any more
            connection.sendall(piece)
            time.sleep(pause)

    return said


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    asked: list[bytes] = []
    moved = b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\n\r\n"
    with receiver(says(moved, asked)) as target:
        assert client.post(target, b"{}", {"webhook-id": "msg_1"}) == 307
    [head, body] = asked[0].split(b"\r\n\r\n")
    assert head.startswith(b"POST /in HTTP/1.1\r\n")
    assert f"Host: shop.example:{target.port}".encode() in head.split(b"\r\n")
    assert b"webhook-id: msg_1" in head
    assert body == b"{}"


def test_nobody_there_is_an_error_in_a_word() -> None:
    with pytest.raises(HookError, match="unreachable"):
        client.post(Target("127.0.0.1", 9, "shop.example", "/in", False), b"{}", {})


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_who_answers_a_byte_at_a_time_is_left_alone_when_the_time_is_up(
    begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "SECONDS", 0.3)

    def trickles(connection: socket.socket) -> None:
        connection.sendall(begun)
        again_and_again(b"x", 0.02)(connection)

    began = time.monotonic()
    with receiver(trickles) as target, pytest.raises(HookError, match="timeout"):
        client.post(target, b"{}", {})
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("begun", "piece"),
    [(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50), (b"HTTP/1.1 200 OK\r\n", b"X-Long: " + b"x" * 9000 + b"\r\n")],
)
def test_an_answer_without_end_is_not_heard_out(begun: bytes, piece: bytes) -> None:
    def floods(connection: socket.socket) -> None:
        connection.sendall(begun)
        again_and_again(piece, 0)(connection)

    with receiver(floods) as target, pytest.raises(HookError, match="unreachable"):
        client.post(target, b"{}", {})


def test_of_the_body_nothing_is_waited_for() -> None:
    with receiver(says(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx", [])) as target:
        assert client.post(target, b"{}", {}) == 200


def test_by_tls_the_name_that_was_asked_for_has_to_be_its(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = certificate(tmp_path, "shop.example")
    ours = ssl.create_default_context(cafile=tmp_path / "certificate.pem")
    with receiver(says(FINE, []), theirs) as target, pytest.raises(HookError, match="tls"):
        client.post(target, b"{}", {})  # nobody on this machine trusts it
    monkeypatch.setattr(client, "_tls", lambda: ours)
    with receiver(says(FINE, []), theirs) as target:
        assert client.post(target, b"{}", {}) == 200
    theirs = certificate(tmp_path, "other.example")
    ours.load_verify_locations(tmp_path / "certificate.pem")
    with receiver(says(FINE, []), theirs) as target, pytest.raises(HookError, match="tls"):
        client.post(target, b"{}", {})


def certificate(folder: Path, name: str) -> ssl.SSLContext:
    """A receiver's, made by itself; others find it in the folder."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    built = x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False).sign(key, hashes.SHA256())
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context
