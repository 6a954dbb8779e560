"""Everybody's own page: name, language, password, and signing out on all other devices."""

from uuid import uuid4

import structlog
from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import accounts, database, staff, teams
from app.dashboard import banners, intents
from app.dashboard.blueprint import blueprint, me
from app.dashboard.people import name_of
from app.dashboard.translation import current
from app.playbook.model import LANGUAGES
from app.tables import Person
from app.web import limiter

SAID = frozenset({"saved", "password", "signed_out"})

log = structlog.get_logger(__name__)


@blueprint.get("/me")
def own() -> ResponseReturnValue:
    said = request.args.get("said")
    return _page(said if said in SAID else None)


@blueprint.post("/me")
def change_own() -> ResponseReturnValue:
    language = request.form.get("language")
    with database.sessions().begin() as db:
        person = db.get_one(Person, me().id)
        person.name = name_of(request.form.get("name", ""))
        person.language = language if language in LANGUAGES else None
    return _done("saved")


@blueprint.post("/me/password")
@limiter.limit(accounts.PER_ACCOUNT, key_func=lambda: f"own-password:{me().id}", deduct_when=accounts.failed)
def change_password() -> ResponseReturnValue:
    """The old one is asked for: who finds an open page must not take the account over."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    if not accounts.SHORTEST_PASSWORD <= len(new) <= accounts.LONGEST_PASSWORD:
        return _page("password_length", refused=True), 422
    with database.sessions().begin() as db:
        if accounts.check(db, me().email, old) is None:
            return _page("password_wrong", refused=True), 422
        accounts.set_password(db, me().email, new)
        _stay(db)
    log.info("password_changed", person_id=me().id)
    return _done("password")


@blueprint.post("/me/sign-out-others")
def sign_out_others() -> ResponseReturnValue:
    with database.sessions().begin() as db:
        db.get_one(Person, me().id).session_key = uuid4()
        _stay(db)
    return _done("signed_out")


def _stay(db: Session) -> None:
    """All sessions have ended; this one goes on."""
    session["key"] = str(db.get_one(Person, me().id).session_key)


def _done(said: str) -> ResponseReturnValue:
    return redirect(url_for("dashboard.own", said=said), 303)


def _page(said: str | None, refused: bool = False) -> str:
    with database.sessions()() as db:
        mine, shown = teams.by_person(db).get(me().id, ()), banners.read(db)
    return render_template(
        "own.html",
        said=said,
        refused=refused,
        teams=[intents.team(name, current().language) for name in mine],
        languages=(None, *LANGUAGES),
        banners=shown,
        shortest=accounts.SHORTEST_PASSWORD,
        longest=accounts.LONGEST_PASSWORD,
        longest_name=staff.LONGEST_NAME,
    )
