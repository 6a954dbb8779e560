"""For how long a request may take to arrive: whoever sends a byte now and then must not keep a thread for good."""

import socket
import time
from contextlib import suppress

REQUEST_SECONDS = 30.0
FILE_SECONDS = 600.0  # for those who are signed in: 100 MB at 1.4 Mbit/s

_ends: dict[socket.socket, float] = {}


def begin(connection: socket.socket) -> None:
    _ends[connection] = time.monotonic() + REQUEST_SECONDS


def end(connection: socket.socket) -> None:
    _ends.pop(connection, None)


def lengthen(connection: socket.socket | None) -> None:
    """A file comes; None outside of gunicorn."""
    if connection in _ends:
        _ends[connection] = time.monotonic() + FILE_SECONDS


def hang_up() -> None:
    """Read no more from those whose time is over. An answer that is being sent still goes out whole."""
    now = time.monotonic()
    for connection, ends in list(_ends.items()):
        if now > ends:
            end(connection)
            with suppress(OSError):  # it has gone by itself
                connection.shutdown(socket.SHUT_RD)
