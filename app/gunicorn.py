"""How gunicorn serves the web process. The environment's WEB_CONCURRENCY and PORT are heeded."""

import os

PORT = os.environ.get("PORT") or "8000"

bind = [f"{os.environ.get('HOST') or '0.0.0.0'}:{PORT}"]  # noqa: S104 - a platform's router has to reach it
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 32  # a request waits for its commit, which comes for many at once; 8 of them hold 120 a second up
preload_app = True  # one copy of the code in memory; nothing is connected before the fork
timeout = 30
graceful_timeout = 20  # platforms kill after 30 s
keepalive = 95  # longer than a platform's router keeps its side open
limit_request_fields = 60
control_socket_disable = True  # it would stand outside VAR_DIR
accesslog = None  # addresses and paths of people are nobody's business
