"""Who may pass: a Bearer token that is known, has the scope and does not ask too often. Cookies are not looked at."""

import hashlib
import re

import structlog
from flask import g, request
from flask_limiter import Limiter
from sqlalchemy.exc import SQLAlchemyError

from app import api_tokens, clock, database
from app.api.problems import ProblemError
from app.tables import ApiToken, Person
from app.throttle import network

PER_MINUTE = 300
_BEARER = re.compile(rf"Bearer {api_tokens.PREFIX}[A-Za-z0-9]{{1,100}}", re.ASCII)
REFUSED = {
    "missing": "A token is missing. Send it as Authorization: Bearer lotse_…; admins make one on the page API.",
    "unknown": "This token is unknown. Check that all of it was copied, or make a new one on the page API.",
    "revoked": "This token was revoked. Make a new one on the page API.",
    "expired": "This token has expired. Make a new one on the page API.",
}

log = structlog.get_logger(__name__)

_known: set[str] = set()  # marks of tokens that there are, as far as this process was asked with them


def _who_asks() -> str:
    """A key of the throttle: a token that there is, else an address, so that whoever comes with ever new tokens gains
    nothing, and takes nothing from others. It names no token."""
    given = request.headers.get("Authorization", "")
    mark = hashlib.sha256(given.encode()).hexdigest()[:32]
    if mark not in _known and _BEARER.fullmatch(given) and _is_there(given):
        _known.add(mark)
    return f"api:{mark if mark in _known else network()}"


def _is_there(given: str) -> bool:
    try:
        with database.sessions()() as session:
            return api_tokens.is_there(session, given.removeprefix("Bearer "))
    except SQLAlchemyError:  # the request itself will say so
        return False


throttle = Limiter(
    key_func=_who_asks,
    application_limits=[f"{PER_MINUTE} per minute"],
    in_memory_fallback_enabled=True,
    strategy="moving-window",
)


def let_in(scope: str) -> None:
    """Raises ProblemError with 401 or 403."""
    given = request.headers.get("Authorization", "")
    try:
        if not _BEARER.fullmatch(given):
            raise api_tokens.TokenError("unknown" if given else "missing")
        with database.sessions().begin() as session:
            token = api_tokens.check(session, given.removeprefix("Bearer "), clock.now(session))
    except api_tokens.TokenError as error:
        log.warning("api_token_refused", why=str(error))
        raise ProblemError(401, f"token_{error}", REFUSED[str(error)]) from None
    if scope not in token.scopes:
        said = f"This token lacks the scope {scope}. Make one that has it on the page API."
        raise ProblemError(403, "scope_missing", said)
    g.api_token = token


def machine() -> Person:
    """In whose name the token acts."""
    token: ApiToken = g.api_token
    return token.person
