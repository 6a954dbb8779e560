"""A small server that plays Meta's media side: where the bytes are, and the bytes, each as a test tells it."""

import hashlib
import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PICTURE = b"\x89PNG\r\n\x1a\n" + b"pixels" * 1000


def sha256(data: bytes = PICTURE) -> str:
    return b64encode(hashlib.sha256(data).digest()).decode()


@dataclass
class Meta:
    """`files`: what each download gives in turn, the last one for ever: bytes, an HTTP status, or a Location.

    `asked` has every request as (path, token).
    """

    files: list[bytes | int | str] = field(default_factory=lambda: [PICTURE])
    lookups: list[int] = field(default_factory=lambda: [200])
    asked: list[tuple[str, str]] = field(default_factory=list)
    cut_after: int | None = None
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def playing(meta: Meta) -> Iterator[Meta]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Silence."""

        def do_GET(self) -> None:
            meta.asked.append((self.path.partition("?")[0], self.headers.get("Authorization", "")))
            if self.path.startswith("/v26.0/"):
                self._where()
            else:
                self._bytes(meta.files.pop(0) if len(meta.files) > 1 else meta.files[0])

        def _where(self) -> None:
            status = meta.lookups.pop(0) if len(meta.lookups) > 1 else meta.lookups[0]
            code = {400: 100, 401: 190}.get(status, 131000)
            answer = {"url": f"{meta.url}/bytes"} if status == 200 else {"error": {"code": code, "message": "no"}}
            self._answer(status, json.dumps(answer).encode())

        def _bytes(self, given: bytes | int | str) -> None:
            if isinstance(given, bytes):
                self._answer(200, given, cut_after=meta.cut_after)
            elif isinstance(given, int):
                self._answer(given, b"")
            else:
                self._answer(302, b"", Location=given)

        def _answer(self, status: int, body: bytes, cut_after: int | None = None, **headers: str) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[:cut_after])

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    meta.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield meta
    finally:
        server.shutdown()
        server.server_close()
