"""The dashboard's blueprint, and who may pass its door."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import accounts, second_factor
from app.tables import Person

# Where people get who need a second factor and have none yet: to the page that sets it up.
WITHOUT_FACTOR = frozenset(
    f"dashboard.{name}" for name in ("own_factor", "begin_factor", "factor_code", "confirm_factor", "language")
)

blueprint = Blueprint("dashboard", __name__, template_folder="templates")


def by_fetch() -> bool:
    """Whether our own script asks: it wants a plain status, not a page of another kind."""
    return request.headers.get("X-Requested-With") == "fetch"


@blueprint.before_request
def only_for_the_signed_in() -> ResponseReturnValue | None:
    if request.endpoint == "dashboard.static":
        return None
    person = accounts.signed_in()
    if person is None:
        return to_sign_in()
    if second_factor.is_missing(person) and request.endpoint not in WITHOUT_FACTOR:
        return Response(status=401) if by_fetch() else redirect(url_for("dashboard.own_factor"), 303)
    return None


def to_sign_in() -> ResponseReturnValue:
    """Back to the page after signing in; a form that was posted cannot be posted again, so to the inbox."""
    if by_fetch():
        return Response(status=401)
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=wanted), 303)


def me() -> Person:
    """The signed-in person; the door has let nobody else through."""
    person = accounts.signed_in()
    if person is None:
        abort(401)
    return person
