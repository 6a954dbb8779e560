"""Who may pass: a Bearer token that is known, has the scope and does not ask too often. Cookies are not looked at."""

import hashlib
import re

import structlog
from flask import g, request
from flask_limiter import Limiter

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

_let_in: set[str] = set()  # marks of the tokens that this process let in last; there are as many as admins made


def _mark(given: str) -> str:
    """Names no token."""
    return hashlib.sha256(given.encode()).hexdigest()[:32]


def _who_asks() -> str:
    """A key of the throttle: a token that was let in before, else an address, so that whoever comes with ever new
    tokens gains nothing."""
    mark = _mark(request.headers.get("Authorization", ""))
    return f"api:{mark if mark in _let_in else network()}"


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
        _let_in.discard(_mark(given))
        log.warning("api_token_refused", why=str(error))
        raise ProblemError(401, f"token_{error}", REFUSED[str(error)]) from None
    _let_in.add(_mark(given))
    if scope not in token.scopes:
        said = f"This token lacks the scope {scope}. Make one that has it on the page API."
        raise ProblemError(403, "scope_missing", said)
    g.api_token = token


def machine() -> Person:
    """In whose name the token acts."""
    token: ApiToken = g.api_token
    return token.person
