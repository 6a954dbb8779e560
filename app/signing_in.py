"""Signing in, with the second factor where there is one, and out."""

import time
from typing import Any

import structlog
from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from app import accounts, audit, browsers, clock, database, refused_sign_ins, second_factor, sign_ins
from app.sealing import SealError
from app.tables import Person
from app.throttle import CODES_IN_ALL, PER_ACCOUNT, PER_ADDRESS, account_and_network, masked, network
from app.web import limiter

HALF_SECONDS = 600  # between the password and the code

blueprint = Blueprint("accounts", __name__)
log = structlog.get_logger(__name__)


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    if accounts.signed_in():
        return redirect(accounts.own_path(request.args.get("next")), 303)
    return render_template("sign_in.html", email="", problem=None)


@blueprint.post("/sign-in")
@limiter.limit(PER_ADDRESS, key_func=network)
@limiter.limit(PER_ACCOUNT, key_func=account_and_network)
def sign_in_with_password() -> ResponseReturnValue:
    email = request.form.get("email", "")
    with database.sessions().begin() as db:
        now = clock.now(db)
        refused_sign_ins.tell(db, now)
        person = accounts.check(db, email, request.form.get("password", ""))
        if person:
            return enter(db, person, request.args.get("next"))
        refused_sign_ins.count(db, accounts.find(db, email), now)
    log.warning("sign_in_refused")
    return render_template("sign_in.html", email=email, problem="sign_in.wrong"), 422


def enter(db: Session, person: Person, wanted: str | None) -> ResponseReturnValue:
    """The password was right: on to the page, or to the second step."""
    session.clear()
    if not second_factor.is_on(person):
        return _begin(db, person, wanted, "password")
    session["half"] = {"person_id": person.id, "key": _half_key(person), "at": int(time.time())}
    return redirect(url_for("accounts.sign_in_code", next=wanted), 303)


def _begin(db: Session, person: Person, wanted: str | None, by: str) -> ResponseReturnValue:
    now, browser = clock.now(db), browsers.named(request.user_agent.string)
    token = sign_ins.start(db, person, browser, browsers.shortened(request.remote_addr or ""), now)
    audit.write(db, "signed_in", person, now, ("person", person.id), {"by": by})
    session.clear()
    session.permanent = True
    # the first two are for the release before, while it still runs beside this one
    session.update(person_id=person.id, key=str(person.session_key), session=token)
    log.info("signed_in", person_id=person.id)
    return redirect(accounts.own_path(wanted), 303)


@blueprint.get("/sign-in/code")
def sign_in_code() -> ResponseReturnValue:
    if not _half():
        return redirect(url_for("accounts.sign_in", next=request.args.get("next")), 303)
    return render_template("sign_in_code.html", problem=None)


def _code_and_network() -> str:
    return f"code:{_half().get('person_id')}:{network()}"


def _code_and_password() -> str:
    return f"codes:{masked(str(_half().get('key')))}"


@blueprint.post("/sign-in/code")
@limiter.limit(PER_ADDRESS, key_func=network)
@limiter.limit(PER_ACCOUNT, key_func=_code_and_network)
@limiter.limit(CODES_IN_ALL, key_func=_code_and_password)
def sign_in_with_code() -> ResponseReturnValue:
    half, wanted = _half(), request.args.get("next")
    with database.sessions().begin() as db:
        person = db.get(Person, half["person_id"], with_for_update=True) if half else None
        if person is None or person.left_at or _half_key(person) != half["key"]:
            return redirect(url_for("accounts.sign_in", next=wanted), 303)
        now = clock.now(db)
        try:
            by = second_factor.passes(person, request.form.get("code", ""), now)
        except SealError:
            return render_template("sign_in_code.html", problem="sign_in.code.sealed"), 422
        if by:
            return _begin(db, person, wanted, by)
        refused_sign_ins.count(db, person, now)
    log.warning("sign_in_refused")
    return render_template("sign_in_code.html", problem="sign_in.code.wrong"), 422


def _half() -> dict[str, Any]:
    """Who has given the right password just now; empty for everybody else."""
    half: dict[str, Any] = session.get("half") or {}
    return half if half and 0 <= time.time() - half["at"] < HALF_SECONDS else {}


def _half_key(person: Person) -> str:
    """Another one after a new password, and after all sign-ins were ended."""
    return masked(f"half {person.session_key}")


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this sign-in, also for a copy of its cookie; all of the person's where the form says `everywhere`."""
    person, sign_in_id = accounts.signed_in(), accounts.sign_in_id()
    if person and sign_in_id:
        with database.sessions().begin() as db:
            leaving = db.get_one(Person, person.id, with_for_update=True)
            if "everywhere" in request.form:
                sign_ins.end_all(db, leaving)
            else:
                sign_ins.end(db, leaving, sign_in_id)
            everywhere = {"everywhere": True} if "everywhere" in request.form else None
            audit.write(db, "signed_out", leaving, clock.now(db), ("person", leaving.id), everywhere)
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.errorhandler(TooManyRequests)
def slow_down(error: TooManyRequests) -> ResponseReturnValue:
    if request.endpoint == "accounts.sign_in_with_code":
        return render_template("sign_in_code.html", problem="sign_in.slow_down"), 429
    if request.endpoint in {"accounts.welcome", "accounts.choose_password"}:
        return render_template("choose_password.html", is_over=True, problem="sign_in.slow_down"), 429
    email = request.form.get("email", "")
    return render_template("sign_in.html", email=email, problem="sign_in.slow_down"), 429
