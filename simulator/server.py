"""The simulator put together: database, courier, HTTP server."""

import socket
from pathlib import Path
from threading import Event, Thread
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from simulator import customers, messages, numbers, parts, templates_store
from simulator.business import business
from simulator.clock import Clock
from simulator.control import control
from simulator.courier import Courier
from simulator.database import Database
from simulator.deliveries import deliveries
from simulator.downloads import downloads
from simulator.envelopes import DISPLAY_NUMBER
from simulator.exchange import Exchange
from simulator.faults import Faults, Misbehaviour
from simulator.graph import graph
from simulator.guard import guard
from simulator.media_rules import LARGEST
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
        self._settings = settings
        self._stopping = Event()
        self._clock = Clock()
        usual = Faults(rates=settings.rates, latency=0.0 if settings.instant else "real")
        if faults:
            usual.seed = faults.seed
        misbehaviour = Misbehaviour(faults or usual, usual)
        self._courier = Courier(self._database, settings.webhook, misbehaviour, self._clock)
        exchange = Exchange(self._database, self._courier, misbehaviour, self._clock, instant=settings.instant)
        app = create_app(
            Parts(settings, self._database, self._courier, exchange, misbehaviour, self._clock, self._stopping)
        )
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
        chosen = self._settings
        with self._database.transaction() as connection:
            self._clock.not_before(messages.latest_moment(connection))
            numbers.settle_first(
                connection, chosen.phone_number_id, DISPLAY_NUMBER, chosen.access_token, chosen.app_secret
            )
            customers.starters(connection, self._clock.now())
            templates_store.starter(connection)
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
    app.config["MAX_CONTENT_LENGTH"] = LARGEST + 1024 * 1024  # the largest file, and what stands around it
    parts.attach(app, made)
    app.before_request(guard)
    for routes in (phone, control, deliveries, business, downloads, graph):
        app.register_blueprint(routes)
    return app
