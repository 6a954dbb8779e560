"""What a person chooses for themself."""

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from app import accounts, database
from app.dashboard.blueprint import blueprint, me
from app.playbook.intents import LANGUAGES
from app.tables import Person


@blueprint.post("/language")
def language() -> ResponseReturnValue:
    chosen = request.form.get("language")
    if chosen in LANGUAGES:
        with database.sessions().begin() as session:
            session.get_one(Person, me().id).language = chosen
    return redirect(_page(accounts.own_path(request.form.get("next"))), 303)


def _page(path: str) -> str:
    """The page of that address, or the nearest above: one that showed why a form was refused has none of its own."""
    paths = current_app.url_map.bind("")
    while path:
        try:
            paths.match(path.partition("?")[0], method="GET")
        except HTTPException:
            path = path.partition("?")[0].rpartition("/")[0]
        else:
            return path
    return "/"
