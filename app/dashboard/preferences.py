"""What a person chooses for themself."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app import accounts, database
from app.dashboard.blueprint import blueprint, me
from app.playbook.model import LANGUAGES
from app.tables import Person


@blueprint.post("/language")
def language() -> ResponseReturnValue:
    chosen = request.form.get("language")
    if chosen in LANGUAGES:
        with database.sessions().begin() as session:
            session.get_one(Person, me().id).language = chosen
    return redirect(accounts.own_path(request.form.get("next")), 303)
