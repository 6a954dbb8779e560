"""What a web process does with what nobody expected: a plain answer, and one line in the log."""

import structlog
from flask import Flask, request
from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]
from werkzeug.exceptions import BadRequest

log = structlog.get_logger(__name__)


def expect(app: Flask) -> None:
    """Flask would write the error's message, which may quote what a customer wrote, and call a body that was sent in
    broken pieces an error of ours."""
    app.log_exception = _log  # type: ignore[method-assign]
    app.register_error_handler(ParseException, lambda _: app.handle_http_exception(BadRequest()))


def _log(exc_info: object) -> None:
    log.exception("request_failed", action=request.endpoint)
