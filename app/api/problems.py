"""What goes wrong, as problem+json (RFC 9457): a code, what happened, and in words what mends it."""

from http import HTTPStatus

import structlog
from flask import Flask, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from app.dashboard.errors import AWAY
from app.dashboard.limits_said import in_words
from app.dashboard.translation import translator
from app.refusals import RefusedError

MEDIA_TYPE = "application/problem+json"
SAID = {
    400: ("bad_request", "The request cannot be read. Nothing was changed. Send it as docs/api.md shows."),
    404: ("not_found", "There is no such thing here. Check the path and the id."),
    405: ("method_not_allowed", "This path does not take that method. The Allow header names those that it takes."),
    408: ("too_slow", "The body did not arrive in time. Nothing was changed. Send it again."),
    413: ("too_large", "The body is too large. Nothing was changed. Send less at once."),
    415: ("not_json", "The body has to be JSON. Nothing was changed. Send it with Content-Type: application/json."),
    429: (
        "too_many_requests",
        "Too many requests with this token, or without a valid one from this address. Wait as many seconds as "
        "Retry-After says.",
    ),
    503: ("database_away", "The database does not answer. Nothing was changed. Try again in a minute."),
}
OTHER = ("failed", "Something went wrong in Lotse. Nothing was changed. Try again; its log says more.")

log = structlog.get_logger(__name__)


class Wrong(BaseModel):
    """One field that does not fit."""

    place: str = Field(description="Where it stands, such as `query.limit` or `body.text`.")
    detail: str


class Problem(BaseModel):
    """Why a request was refused (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    code: str = Field(description="For programs; stays the same.")
    detail: str = Field(description="For people: what happened, and what mends it.")
    wrong: list[Wrong] | None = Field(None, description="With 422: each field that does not fit.")


class ProblemError(Exception):
    """Ends a request with this problem; what it has changed is rolled back."""

    def __init__(self, status: int, code: str, detail: str, wrong: list[Wrong] | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.wrong = status, code, detail, wrong


def not_found() -> ProblemError:
    return ProblemError(404, *SAID[404])


def answer(problem: ProblemError) -> Response:
    title = HTTPStatus(problem.status).phrase
    said = Problem(
        title=title, status=problem.status, code=problem.code, detail=problem.detail, wrong=problem.wrong
    ).model_dump_json(exclude_none=True)
    response = Response(said, problem.status, mimetype=MEDIA_TYPE)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Lotse"'
    return response


def answer_all(app: Flask) -> None:
    """Whatever happens is answered as a problem."""
    app.register_error_handler(ProblemError, answer)
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(SQLAlchemyError, _of_database)
    app.register_error_handler(Exception, _of_ours)


def _refused(error: RefusedError) -> Response:
    """In the words that people read on the dashboard."""
    english = translator("en")
    return answer(ProblemError(409, str(error), english.refused(str(error), in_words(english, error))))


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    response = answer(ProblemError(status, *SAID.get(status, OTHER)))
    kept = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    response.headers.extend(kept)
    return response


def _of_database(error: SQLAlchemyError) -> Response:
    """Not logged as it is: its message quotes what customers wrote."""
    log.error("api_statement_failed", error=type(error).__name__)
    return answer(ProblemError(503, *SAID[503]) if isinstance(error, AWAY) else ProblemError(500, *OTHER))


def _of_ours(error: Exception) -> Response:
    log.error("api_failed", error=type(error).__name__)
    return answer(ProblemError(500, *OTHER))
