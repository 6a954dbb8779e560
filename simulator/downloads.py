"""Where the addresses of files lead."""

from collections.abc import Iterator
from threading import Event

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from simulator import media
from simulator.graph_access import numbers_of, refusal
from simulator.graph_errors import GraphError
from simulator.parts import parts

downloads = Blueprint("downloads", __name__)
downloads.register_error_handler(GraphError, refusal)


@downloads.get("/media/<token>")
def download(token: str) -> AnyResponse:
    """The bytes, for the bearer token of the file's number; 404 when the address is unknown or over 5 minutes old."""
    faults = parts().misbehaviour.current()
    parts().stopping.wait(parts().misbehaviour.answer_pause())
    numbers = {number.id for number in numbers_of(request.headers.get("Authorization", ""))}
    elsewhere = faults.media_redirect
    if elsewhere and request.host_url.rstrip("/") != elsewhere:
        return redirect(f"{elsewhere}/media/{token}")
    with parts().database.transaction() as connection:
        file = media.behind_url(connection, token, parts().clock.now())
    if file is None or file.number not in numbers or faults.media_gone:
        return Response("URL signature expired or unknown", 404, content_type="text/plain")
    data = _corrupted(file.bytes) if faults.media_corrupt else file.bytes
    response = Response(_pieces(data, faults.media_slow_ms, parts().stopping), content_type=file.mime_type)
    response.content_length = len(data)
    return response


def _pieces(data: bytes, pause_ms: int, stopping: Event) -> Iterator[bytes]:
    """In two halves with the pause between them: what is slow is slow in the middle."""
    middle = len(data) // 2
    yield data[:middle]
    stopping.wait(pause_ms / 1000)
    yield data[middle:]


def _corrupted(data: bytes) -> bytes:
    """Of the same length, with one byte changed."""
    return bytes([data[0] ^ 0xFF]) + data[1:] if data else b"?"
