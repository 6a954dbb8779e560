"""The door to Meta: check the signature, store the delivery, wake the workers, answer. It parses nothing."""

import hmac
import re
import time

import structlog
from flask import Blueprint, Flask, Response, abort, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, RequestTimeout

from app import clock, database, failures, settings, signers, tracing, verified
from app.deliveries import NotStoredError, store
from app.door import HEADERS
from app.wake import waker

PATH = "/webhook"
MOST_BYTES = 4 * 1024 * 1024  # Meta sends up to 3 MB
_CHALLENGE = re.compile(r"[\w.-]{1,256}", re.ASCII)

blueprint = Blueprint("webhook", __name__)
log = structlog.get_logger(__name__)


def make() -> Flask:
    """The webhook's own WSGI application; app.web hands it the requests for PATH."""
    app = Flask("app", static_folder=None)
    app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _refuse)
    failures.expect(app)
    return app


def _refuse(error: HTTPException) -> Response:
    answer = _answer(error.code or 500, error.description or "")
    answer.headers.extend({name: value for name, value in error.get_headers() if name == "Allow"})
    return answer


@blueprint.get(PATH)
def verify() -> Response:
    """Meta asks once whether this address is ours: it sends our token and wants its challenge back."""
    token = settings.load().whatsapp_verify_token.get_secret_value()
    given = request.args.get("hub.verify_token", "")
    challenge = request.args.get("hub.challenge", "")
    if request.args.get("hub.mode") != "subscribe" or not _CHALLENGE.fullmatch(challenge):
        abort(400, "This address answers Meta's webhook verification only.")
    if not hmac.compare_digest(given.encode(), token.encode()):
        abort(403, "The verify token is not the one in WHATSAPP_VERIFY_TOKEN.")
    _note_verified()
    return _answer(200, challenge)


def _note_verified() -> None:
    """For the people who connect a number; the answer to Meta does not depend on it."""
    try:
        with database.sessions().begin() as session:
            verified.note(session, clock.now(session))
    except SQLAlchemyError as error:
        log.warning("verification_not_noted", error=type(error).__name__, safe="Meta got its answer")


@blueprint.post(PATH)
def receive() -> Response:
    """Take one delivery. 200 means: committed in PostgreSQL. Anything else makes Meta deliver it again."""
    began = time.time_ns()
    answer = _taken()
    tracing.note("webhook", began, status=answer.status_code)
    return answer


def _taken() -> Response:
    arrived = time.monotonic()
    body = _body()
    try:
        store.put(body, signers.secrets.signer(body, request.headers.get("X-Hub-Signature-256")), arrived)
    except signers.NotSignedError:
        log.warning("webhook_refused", why="wrong signature", bytes=len(body))
        return _answer(401, "The signature does not match.")
    except (NotStoredError, SQLAlchemyError) as error:
        why = str(error) if isinstance(error, NotStoredError) else type(error).__name__
        log.error("webhook_not_stored", why=why, safe="Meta delivers it again")
        return _answer(503, "Not stored; please deliver again.")
    waker.soon("intake")
    return _answer(200, "OK")


def _body() -> bytes:
    request.max_content_length = MOST_BYTES + 1  # a body without a length is cut there, and must be seen to be too long
    try:
        body = request.get_data(cache=False)
    except BlockingIOError as silence:  # see app/gunicorn.py
        raise RequestTimeout from silence
    if len(body) > MOST_BYTES:
        raise RequestEntityTooLarge
    return body


def _answer(status: int, text: str) -> Response:
    return Response(text, status, HEADERS, mimetype="text/plain")
