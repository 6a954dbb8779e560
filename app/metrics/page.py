"""GET /metrics for a monitor that knows METRICS_TOKEN; without that setting there is no such page."""

import hmac
import time
from threading import Lock

from flask import Blueprint, Response, abort, request
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from app import clock, database, settings, wake
from app.doctor import processes
from app.metrics import passing, standing
from app.metrics.metric import CONTENT_TYPE, Metric, labelled, single, text

AGE = 10.0  # seconds: however often it is asked, PostgreSQL counts no more often
SECONDS = 3.0  # for a statement

blueprint = Blueprint("metrics", __name__)


class Counted:
    """The page as it was counted last; who comes while it is being counted waits for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._text = ""
        self._at: float | None = None

    def text(self) -> str:
        with self._lock:
            if self._at is None or time.monotonic() - self._at > AGE:
                self._text, self._at = text(_read()), time.monotonic()
            return self._text

    def forget(self) -> None:
        self._at = None


counted = Counted()


@blueprint.get("/metrics")
def metrics() -> Response:
    token = settings.load().metrics_token
    if token is None:
        abort(404)
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), token.get_secret_value().encode()):
        return Response("The bearer token is METRICS_TOKEN.\n", 401, {"WWW-Authenticate": "Bearer"}, "text/plain")
    try:
        return Response(counted.text(), content_type=CONTENT_TYPE)
    except SQLAlchemyError:
        return Response("PostgreSQL does not answer.\n", 503, mimetype="text/plain")


def _read() -> list[Metric]:
    with database.sessions()() as session:
        database.take_at_most(session, SECONDS)
        now = clock.now(session)
        found = [*passing.read(session, now), *standing.read(session, now)]
    return [*found, *_of_redis()]


def _of_redis() -> list[Metric]:
    """Without Redis nothing is known of the workers, and nothing said."""
    try:
        with wake.connect() as redis:
            living = {kind: float(number) for kind, number in processes.living(redis).items()}
    except RedisError:
        return [single("lotse_redis_up", _UP, 0.0)]
    return [single("lotse_redis_up", _UP, 1.0), labelled("lotse_workers", "Living workers, by kind.", "kind", living)]


_UP = "1 when Redis answers the web process."
