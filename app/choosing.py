"""Choosing a password with a link: the first one, or a new one."""

import structlog
from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import audit, clock, database, links, passwords, staff
from app.passwords import PasswordError
from app.signing_in import blueprint, enter
from app.throttle import PER_ADDRESS, network
from app.web import limiter

PATH = "/welcome/<token>"

log = structlog.get_logger(__name__)


@blueprint.get(PATH)
@limiter.limit(PER_ADDRESS, key_func=network)
def welcome(token: str) -> ResponseReturnValue:
    """Looking uses nothing up: programs that show previews of links look too."""
    with database.sessions()() as db:
        person = links.find(db, token, clock.now(db))
        return _page(False, email=person.email, name=person.name) if person else _page(True)


@blueprint.post(PATH)
@limiter.limit(PER_ADDRESS, key_func=network)
def choose_password(token: str) -> ResponseReturnValue:
    given = staff.name_of(request.form.get("name", ""))
    with database.sessions().begin() as db:
        now = clock.now(db)
        person = links.find(db, token, now)
        if person is None:
            return _page(True)
        email, before = person.email, person.name
        person.name = given or before
        try:
            links.use(db, person, request.form.get("password", ""))
        except PasswordError as refusal:
            db.rollback()
            return _page(False, f"password.{refusal.code}", email=email, name=given or before)
        audit.write(db, "password_chosen", person, now, ("person", person.id))
        log.info("password_chosen", person_id=person.id)
        return enter(db, person, None)


def _page(is_over: bool, problem: str | None = None, email: str = "", name: str | None = None) -> ResponseReturnValue:
    """The same for a link that was used, one that is over and one that never was."""
    lengths = {"shortest": passwords.SHORTEST, "longest": passwords.LONGEST, "longest_name": staff.LONGEST_NAME}
    page = render_template("choose_password.html", is_over=is_over, problem=problem, email=email, name=name, **lengths)
    return page, 404 if is_over else 422 if problem else 200
