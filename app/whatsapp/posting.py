"""POST requests of JSON to Meta. By urllib3, for three fifths of httpx2's CPU: every answer costs two of them."""

import json
import ssl
from collections.abc import Mapping
from typing import Any

import truststore
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

CONNECTIONS = 200  # more than there are threads that send or give blue ticks (workers/tools.py)


class NotConnectedError(HTTPError):
    """There was no connection, so nothing was asked."""


class _Connecting:
    """urllib3 does not tell a failed TLS handshake from a connection that broke off later; a sender has to know."""

    def connect(self) -> None:
        try:
            super().connect()  # type: ignore[misc]
        except (OSError, HTTPError) as error:
            raise NotConnectedError(type(error).__name__) from error


class _Plain(_Connecting, HTTPConnection):
    pass


class _Secure(_Connecting, HTTPSConnection):
    pass


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Secure


class Poster:
    """Keeps its connections open; safe to use from several threads. Follows no redirect, tries nothing again."""

    def __init__(self, connect_seconds: float, answer_seconds: float) -> None:
        self._pools = urllib3.PoolManager(
            maxsize=CONNECTIONS,
            timeout=urllib3.Timeout(connect=connect_seconds, read=answer_seconds),
            ssl_context=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        )
        self._pools.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def post(self, url: str, body: Any, fields: Mapping[str, str]) -> tuple[int, bytes, Mapping[str, str]]:
        """HTTP status, body and header fields of the answer; `fields` are the request's.

        Raises NotConnectedError when nothing was asked, urllib3's HTTPError when nobody knows what came of it.
        """
        headers = {"Content-Type": "application/json", **fields}
        data = json.dumps(body).encode()
        answer = self._pools.request("POST", url, body=data, headers=headers, retries=False, redirect=False)
        return answer.status, answer.data, answer.headers

    def close(self) -> None:
        self._pools.clear()
