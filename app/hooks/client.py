"""POST requests to other systems: no redirect is followed, nothing is tried again, and the answer's body not read.

Whoever answers a byte at a time, or without end, is left alone when the time or the bytes are used up.
"""

import socket
import ssl
import time
from collections.abc import Mapping
from functools import lru_cache, partial
from http.client import HTTPException, HTTPResponse
from io import BufferedReader, RawIOBase
from typing import Any

import truststore
from urllib3 import exceptions
from urllib3.connection import HTTPConnection, HTTPSConnection

from app.hooks.address import Target

CONNECT_SECONDS = 5.0
SECONDS = 10.0  # for all of it
MOST_BYTES = 64 * 1024  # of the answer's head


class HookError(Exception):
    """There was no answer: `timeout`, `tls` or `unreachable`."""


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Raises HookError."""
    connection = _connection(target)
    connection.response_class = partial(_answer, ends=time.monotonic() + SECONDS)  # type: ignore[assignment]
    own = {"Host": target.named, "Content-Type": "application/json", "User-Agent": "Lotse", **headers}
    try:
        connection.request("POST", target.path, body, own, preload_content=False)
        return connection.getresponse().status
    except exceptions.NewConnectionError:  # of urllib3 a time-out as well
        raise HookError("unreachable") from None
    except (exceptions.TimeoutError, TimeoutError):
        raise HookError("timeout") from None
    except (exceptions.SSLError, ssl.SSLError):
        raise HookError("tls") from None
    except (exceptions.HTTPError, HTTPException, OSError, ValueError):
        raise HookError("unreachable") from None
    finally:
        connection.close()


def _connection(target: Target) -> HTTPConnection:
    """To the address that was checked, whatever the name leads to by now."""
    if not target.secure:
        return HTTPConnection(target.ip, target.port, timeout=CONNECT_SECONDS)
    return HTTPSConnection(
        target.ip, target.port, timeout=CONNECT_SECONDS, ssl_context=_tls(), server_hostname=target.host
    )


def _answer(connection: socket.socket, method: str | None = None, *, ends: float) -> HTTPResponse:
    return HTTPResponse(_Limited(connection, ends), method=method)  # type: ignore[arg-type]


class _Limited(RawIOBase):
    """What comes over a connection, up to a time and a number of bytes; read as http.client reads a socket."""

    def __init__(self, connection: socket.socket, ends: float) -> None:
        self._connection, self._ends, self._left = connection, ends, MOST_BYTES

    def makefile(self, _: str) -> BufferedReader:
        return BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        seconds = self._ends - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        if self._left <= 0:
            raise ValueError("an answer's head without end")
        self._connection.settimeout(seconds)
        read = self._connection.recv_into(buffer)
        self._left -= read
        return read
