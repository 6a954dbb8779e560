"""How gunicorn serves the web process. The environment's WEB_CONCURRENCY and PORT are heeded."""

import gc
import os
import socket
import struct
from typing import Any

from sqlalchemy.orm import configure_mappers

PORT = os.environ.get("PORT") or "8000"

bind = [f"{os.environ.get('HOST') or '0.0.0.0'}:{PORT}"]  # noqa: S104 - a platform's router has to reach it
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "app.gunicorn_worker.Worker"  # gthread with app/patience.py
threads = 32  # a request waits for its commit, which comes for many at once; 16 held 560 requests a second up
preload_app = True  # one copy of the code in memory; nothing is connected before the fork
timeout = 30
graceful_timeout = 20  # platforms kill after 30 s
keepalive = 95  # longer than a platform's router keeps its side open
limit_request_fields = 60
limit_request_line = 4094
limit_request_field_size = 8190
forwarded_allow_ips = ""  # what proxies say is read in app/door.py alone, as far as TRUSTED_PROXIES reaches
forwarder_headers = ""
control_socket_disable = True  # it would stand outside VAR_DIR
accesslog = None  # addresses and paths of people are nobody's business


RECEIVE_SECONDS = 10  # of silence in the middle of a request; a peer that has vanished must not keep a thread


def on_starting(server: Any) -> None:
    from app import allocating

    allocating.keep_little()  # all processes are forked from this one


def pre_fork(server: Any, worker: Any) -> None:
    """What all need is made before, so that it is in memory once."""
    configure_mappers()
    gc.freeze()  # a collection in a worker would copy the pages that it shares with the others


def when_ready(server: Any) -> None:
    """Connections inherit the limit from the socket on which they are accepted; gunicorn's threads know none."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", RECEIVE_SECONDS, 0))


def post_fork(server: Any, worker: Any) -> None:
    from app import tracing

    tracing.configure("web")
