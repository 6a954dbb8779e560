"""Everybody's own page: name, language, password, and where they are signed in."""

import structlog
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import accounts, audit, clock, database, passwords, second_factor, sign_ins, staff, teams
from app.dashboard import banners, intents
from app.dashboard.blueprint import blueprint, me
from app.dashboard.people import by
from app.dashboard.people_safety import asked_for, end_session
from app.dashboard.translation import current
from app.passwords import PasswordError
from app.playbook.intents import LANGUAGES
from app.tables import Person
from app.throttle import PER_ACCOUNT
from app.web import limiter

SAID = frozenset({"saved", "password", "signed_out", "session_ended"})

log = structlog.get_logger(__name__)


@blueprint.get("/me")
def own() -> ResponseReturnValue:
    said = request.args.get("said")
    return _page(f"own.said.{said}" if said in SAID else None)


@blueprint.post("/me")
def change_own() -> ResponseReturnValue:
    language = request.form.get("language")
    with database.sessions().begin() as db:
        person = db.get_one(Person, me().id)
        person.name = staff.name_of(request.form.get("name", ""))
        person.language = language if language in LANGUAGES else None
    return _done("saved")


@blueprint.post("/me/password")
@limiter.limit(PER_ACCOUNT, key_func=lambda: f"own-password:{me().id}")
def change_password() -> ResponseReturnValue:
    """The old one is asked for: who finds an open page must not take the account over."""
    try:
        with database.sessions().begin() as db:
            person = accounts.check(db, me().email, request.form.get("old", ""))
            if person is None:
                return _page("own.said.password_wrong", refused=True), 422
            accounts.give_password(db, person, request.form.get("new", ""), but=accounts.sign_in_id())
            audit.write(db, "password_changed", person, clock.now(db), ("person", person.id))
    except PasswordError as refusal:
        return _page(f"password.{refusal.code}", refused=True), 422
    log.info("password_changed", person_id=me().id)
    return _done("password")


@blueprint.post("/me/sessions/end")
def end_own_session() -> ResponseReturnValue:
    """The sign-in that the form names; without one all but this."""
    wanted = asked_for()
    with database.sessions().begin() as db:
        person = db.get_one(Person, me().id, with_for_update=True)
        end_session(db, person, by(db), wanted, but=accounts.sign_in_id())
    return _done("session_ended" if wanted else "signed_out")


def _done(said: str) -> ResponseReturnValue:
    return redirect(url_for("dashboard.own", said=said), 303)


def _page(said: str | None, refused: bool = False) -> str:
    """`said`: the key of a text."""
    with database.sessions()() as db:
        now, mine, shown = clock.now(db), teams.by_person(db).get(me().id, ()), banners.read(db)
        here = sign_ins.of(db, [me().id], now)[me().id]
    return render_template(
        "own.html",
        said=said,
        refused=refused,
        teams=[intents.team(name, current().language) for name in mine],
        languages=(None, *LANGUAGES),
        banners=shown,
        now=now,
        sign_ins=here,
        this_one=accounts.sign_in_id(),
        has_factor=second_factor.is_on(me()),
        shortest=passwords.SHORTEST,
        longest=passwords.LONGEST,
        longest_name=staff.LONGEST_NAME,
    )
