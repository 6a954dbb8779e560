"""One's own second factor: setting it up with an authenticator app, new recovery codes, turning it off."""

import io
from collections.abc import Callable
from uuid import uuid4

import structlog
from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import accounts, audit, clock, database, second_factor
from app.dashboard import banners
from app.dashboard.blueprint import blueprint, me
from app.dashboard.reply import key_of
from app.sealing import SealError
from app.tables import Person
from app.throttle import PER_ACCOUNT
from app.web import limiter

PATH = "/me/second-factor"
SAID = frozenset({"off"})
QUIET_ZONE = 4  # modules around the code, as its standard wants

log = structlog.get_logger(__name__)

guessing = limiter.shared_limit(PER_ACCOUNT, "own-factor", key_func=lambda: f"own-factor:{me().id}")


@blueprint.get(PATH)
def own_factor() -> ResponseReturnValue:
    said = request.args.get("said")
    return _page(said if said in SAID else None)


@blueprint.get(f"{PATH}/code.svg")
def factor_code() -> ResponseReturnValue:
    """The secret as a picture for the app's camera, only until the first code of it was given."""
    import segno

    secret = _secret()
    if secret is None:
        abort(404)
    drawn = io.BytesIO()
    code = segno.make(second_factor.address(me(), secret), micro=False)
    code.save(drawn, kind="svg", scale=5, border=QUIET_ZONE, dark="#000", light="#fff", xmldecl=False)
    return Response(drawn.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "no-store"})


@blueprint.post(f"{PATH}/begin")
@guessing
def begin_factor() -> ResponseReturnValue:
    return _with_password(lambda db, person: None if second_factor.is_on(person) else second_factor.begin(person))


@blueprint.post(f"{PATH}/confirm")
@guessing
def confirm_factor() -> ResponseReturnValue:
    with database.sessions().begin() as db:
        person, now = db.get_one(Person, me().id, with_for_update=True), clock.now(db)
        was_on = second_factor.is_on(person)
        try:
            codes = second_factor.confirm(person, request.form.get("code", ""), key_of(request.form.get("key")), now)
        except SealError:
            codes = None
        if codes and not was_on:
            audit.write(db, "second_factor_on", person, now, ("person", person.id))
    if codes is None:
        return _page("code_wrong", refused=True), 422
    return _page(None, codes=codes)


@blueprint.post(f"{PATH}/codes")
@guessing
def new_recovery_codes() -> ResponseReturnValue:
    made: list[str] = []
    key = key_of(request.form.get("key"))

    def renew(db: Session, person: Person) -> None:
        if second_factor.is_on(person):
            made.extend(second_factor.renew_codes(person, key))
            audit.write(db, "recovery_codes_renewed", person, clock.now(db), ("person", person.id))

    answer = _with_password(renew)
    return _page(None, codes=made) if made else answer


@blueprint.post(f"{PATH}/off")
@guessing
def remove_factor() -> ResponseReturnValue:
    """Also one that was begun and never confirmed."""
    if second_factor.is_needed(me().role) and second_factor.is_on(me()):
        return _page("needed", refused=True), 409
    return _with_password(_remove, "off")


def _remove(db: Session, person: Person) -> None:
    if second_factor.is_on(person):
        audit.write(db, "second_factor_off", person, clock.now(db), ("person", person.id))
    second_factor.remove(person)


def _with_password(verb: Callable[[Session, Person], None], said: str | None = None) -> ResponseReturnValue:
    """Who finds an open page must not lock its owner out, nor in."""
    with database.sessions().begin() as db:
        person = accounts.check(db, me().email, request.form.get("password", ""))
        if person:
            verb(db, person)
    if person is None:
        return _page("password_wrong", refused=True), 422
    log.info("second_factor_changed", person_id=person.id, action=request.endpoint)
    return redirect(url_for("dashboard.own_factor", said=said), 303)


def _secret() -> str | None:
    try:
        return second_factor.secret(me())
    except SealError:  # stored under another SECRET_KEY: it has to be made anew
        return None


def _page(said: str | None, refused: bool = False, codes: list[str] | None = None) -> str:
    with database.sessions()() as db:
        person, shown = db.get_one(Person, me().id), banners.read(db)
    return render_template(
        "own_factor.html",
        said=said,
        refused=refused,
        codes=codes,
        secret=None if codes else _secret(),
        is_on=second_factor.is_on(person),
        left=second_factor.left(person),
        is_needed=second_factor.is_needed(person.role),
        banners=shown,
        key=uuid4(),
    )
