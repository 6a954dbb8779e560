"""What people see when something does not work: what happened, what is safe, what to do next."""

import structlog
from flask import Response, g, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException

from app import accounts, database, signing_in
from app.dashboard import banners
from app.dashboard.banners import Banners
from app.dashboard.blueprint import blueprint, by_fetch, to_sign_in
from app.dashboard.translation import current

EXPLAINED = frozenset({400, 403, 404, 405, 413, 429, 503})

AWAY = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)

log = structlog.get_logger(__name__)


@blueprint.errorhandler(HTTPException)
@signing_in.blueprint.errorhandler(HTTPException)
@blueprint.app_errorhandler(404)
@blueprint.app_errorhandler(405)
def problem(error: HTTPException) -> ResponseReturnValue:
    return _page(error.code or 500)


@blueprint.app_errorhandler(CSRFError)
def out_of_date(error: CSRFError) -> ResponseReturnValue:
    """A form of an ended session comes here before the door does."""
    return _page(400) if accounts.signed_in() else to_sign_in()


@blueprint.app_errorhandler(exc.SQLAlchemyError)
def database_failed(error: exc.SQLAlchemyError) -> ResponseReturnValue:
    """Not logged as it is: its message quotes what customers wrote."""
    log.error("page_not_shown", error=type(error).__name__)
    g.person = g.sign_in_id = None  # the page must not ask the database who is reading
    return _page(503 if isinstance(error, AWAY) else 500)


def _page(status: int) -> ResponseReturnValue:
    if by_fetch():
        return Response(status=status)
    code = str(status) if status in EXPLAINED else "other"
    title = current()(f"problem.{code}")
    return render_template("problem.html", code=code, title=title, banners=_banners()), status


def _banners() -> Banners | None:
    """As on every page; none to strangers, and where the database is what failed."""
    if not accounts.signed_in():
        return None
    with database.sessions()() as session:
        return banners.read(session)
