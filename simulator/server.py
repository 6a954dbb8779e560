"""The simulator put together: database, courier, HTTP server."""

import socket
from pathlib import Path
from threading import Event, Thread
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from simulator import customers, parts, views
from simulator.control import control
from simulator.courier import Courier
from simulator.database import Database
from simulator.deliveries import deliveries
from simulator.exchange import Exchange
from simulator.faults import Faults, Misbehaviour
from simulator.graph import graph
from simulator.guard import guard
from simulator.parts import Parts
from simulator.phone import phone
from simulator.settings import Settings


class QuietHandler(WSGIRequestHandler):
    """Keeps connections open, says nothing about single requests."""

    protocol_version = "HTTP/1.1"
    # Without this an answer's body waits 40 ms for the acknowledgement of its head.
    disable_nagle_algorithm = True
    timeout = 120

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
        """Lines about requests would drown the few that matter."""


class Simulator:
    """Binds 127.0.0.1 when made. Raises OSError (port taken) and InUseError (database taken)."""

    def __init__(self, settings: Settings, faults: Faults | None = None) -> None:
        self._socket = socket.create_server(("127.0.0.1", settings.port), backlog=128)
        try:
            self._database = Database(settings.database)
        except Exception:
            self._socket.close()
            raise
        self._stopping = Event()
        self._courier = Courier(self._database, settings.webhook, settings.app_secret)
        misbehaviour = Misbehaviour(faults)
        exchange = Exchange(
            self._database, self._courier, misbehaviour, settings.phone_number_id, instant=settings.instant
        )
        app = create_app(Parts(settings, self._database, self._courier, exchange, misbehaviour, self._stopping))
        self._server = make_server(
            "127.0.0.1", self.port, app, threaded=True, request_handler=QuietHandler, fd=self._socket.fileno()
        )
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True, name="simulator")

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self._database.transaction() as connection:
            customers.starters(connection, views.now())
        self._courier.start()
        self._thread.start()

    def stop(self) -> None:
        """Ends within about a second, whatever hangs."""
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._socket.close()
        self._courier.stop()
        self._database.close()


def create_app(made: Parts) -> Flask:
    app = Flask(__name__, root_path=str(Path(__file__).parent))
    app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024
    parts.attach(app, made)
    app.before_request(guard)
    for routes in (phone, control, deliveries, graph):
        app.register_blueprint(routes)
    return app
