"""Who may pass: a Bearer token that is known, has the scope and does not ask too often. Cookies are not looked at."""

import hashlib
import re

import structlog
from flask import g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from app import api_tokens, clock, database
from app.api.problems import ProblemError
from app.tables import ApiToken, Person

PER_MINUTE = 300
_BEARER = re.compile(rf"Bearer {api_tokens.PREFIX}[A-Za-z0-9]{{1,100}}", re.ASCII)
REFUSED = {
    "missing": "A token is missing. Send it as Authorization: Bearer lotse_…; admins make one on the page API.",
    "unknown": "This token is unknown. Check that all of it was copied, or make a new one on the page API.",
    "revoked": "This token was revoked. Make a new one on the page API.",
    "expired": "This token has expired. Make a new one on the page API.",
}

log = structlog.get_logger(__name__)


def _who_asks() -> str:
    """A key of the throttle that names no token."""
    given = request.headers.get("Authorization", "")
    if _BEARER.fullmatch(given):
        return f"api:{hashlib.sha256(given.encode()).hexdigest()[:32]}"
    return f"api:{get_remote_address()}"


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
