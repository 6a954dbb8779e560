"""Health for the platform and for monitors."""

from flask import Blueprint, Response, jsonify
from redis import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app import database, wake

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process is up. Looks at nothing else, so that a lost database never makes a platform restart it."""
    return Response("ok", mimetype="text/plain")


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Whether everything that the web process needs answers. Redis alone being away does not stop the webhook."""
    found = {"database": _database_answers(), "redis": _redis_answers()}
    return jsonify(found), 200 if all(found.values()) else 503


def _database_answers() -> bool:
    try:
        with database.engine().connect() as connection:
            connection.execute(text("SELECT 1 FROM inboxes LIMIT 1"))
    except SQLAlchemyError:
        return False
    return True


def _redis_answers() -> bool:
    try:
        return bool(wake.connect().ping())
    except RedisError:
        return False
