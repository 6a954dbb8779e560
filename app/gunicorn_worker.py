"""gunicorn's worker with threads, which waits for a request's bytes for a limited time only, and whose own answers, to
what is no HTTP or too large, have our headers."""

from contextlib import suppress
from typing import Any

from gunicorn import util  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from app import patience
from app.door import HEADERS

BROKEN = "500 Internal Server Error"


class Worker(ThreadWorker):  # type: ignore[misc]
    def handle(self, conn: Any) -> Any:
        connection = conn.sock
        patience.begin(connection)
        try:
            return super().handle(conn)
        finally:
            patience.end(connection)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Which status it is, gunicorn knows; its page quotes the request, so the words are ours."""
        heard = _Heard()
        super().handle_error(req, heard, addr, exc)
        with suppress(OSError):  # they have gone
            util.write_nonblock(client, plain(heard.status))

    def murder_pending(self) -> None:
        """gunicorn's loop calls it every second."""
        super().murder_pending()
        patience.hang_up()


class _Heard:
    """Takes gunicorn's answer in place of the connection."""

    def __init__(self) -> None:
        self._said = b""

    def gettimeout(self) -> float:
        return 0.0

    def sendall(self, data: bytes) -> None:
        self._said += data

    @property
    def status(self) -> str:
        return self._said.partition(b"\r\n")[0].decode("latin-1").partition(" ")[2] or BROKEN


def plain(status: str) -> bytes:
    """An answer of one line, after which the connection ends."""
    body = f"{status.partition(' ')[2]}\n"
    own = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body)), "Connection": "close"}
    head = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in {**own, **HEADERS}.items())]
    return "\r\n".join([*head, "", body]).encode("latin-1")
