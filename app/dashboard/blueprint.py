"""The dashboard's blueprint, and who may pass its door."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import accounts
from app.tables import Person

blueprint = Blueprint("dashboard", __name__, template_folder="templates")


def by_fetch() -> bool:
    """Whether our own script asks: it wants a plain status, not a page of another kind."""
    return request.headers.get("X-Requested-With") == "fetch"


@blueprint.before_request
def only_for_the_signed_in() -> ResponseReturnValue | None:
    if request.endpoint == "dashboard.static" or accounts.signed_in():
        return None
    return to_sign_in()


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
