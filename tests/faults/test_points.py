"""A named point that nothing passes would kill nobody, and prove nothing."""

import pkgutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from app.whatsapp.posting import Poster
from tests.faults.patched.points import LOOKUP_POINTS, POINTS, Point, wrap


@pytest.fixture
def meta() -> Iterator[tuple[str, threading.Event]]:
    """The address of a Meta that takes everything, and whether it was asked something."""
    asked = threading.Event()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            asked.set()
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/messages", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("point", POINTS + LOOKUP_POINTS, ids=lambda point: point.name)
def test_the_place_of_a_point_is_there(point: Point) -> None:
    assert callable(pkgutil.resolve_name(point.target))


def test_the_point_on_the_wire_is_after_the_request_and_before_its_answer(
    meta: tuple[str, threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = meta
    (target,) = (point.target for point in POINTS if point.name == "deliver_request_on_the_wire")
    owner, _, name = target.replace(":", ".").rpartition(".")
    monkeypatch.setattr(target.replace(":", "."), getattr(pkgutil.resolve_name(owner), name))  # put back at the end
    passed: list[bool] = []

    def noting(function: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **named: Any) -> Any:
            passed.append(asked.wait(5))
            return function(*arguments, **named)

        return noted

    wrap(target, noting)
    poster = Poster(connect_seconds=1, answer_seconds=5)
    assert poster.post(address, {"text": "hallo"}, {})[0] == 200
    poster.close()
    assert passed == [True]
