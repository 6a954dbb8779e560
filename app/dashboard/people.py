"""The page of the people who work here: supervisors see it, administrators change it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

import structlog
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import clock, database, playbook, presence, staff
from app.dashboard import banners, intents
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.dashboard.reply import key_of
from app.dashboard.rights import only_admins
from app.dashboard.set_aside import only_supervisors
from app.dashboard.translation import current
from app.playbook.model import LANGUAGES
from app.refusals import RefusedError
from app.tables import ROLES, Person

PATH = f"/people/<int(max={LARGEST_ID}):person_id>"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says at its top: a key of the texts; whom it is about; a password that is shown this once."""

    key: str
    person_id: int | None = None
    password: str | None = None
    refused: bool = False


@blueprint.get("/people")
def people() -> ResponseReturnValue:
    only_supervisors()
    said, about = request.args.get("said", ""), request.args.get("about", "")
    is_id = about.isascii() and about.isdigit() and len(about) < 19
    return _page(Told(said, int(about) if is_id else None) if said in {"changed", "ended"} else None)


@blueprint.post("/people/add")
def add_person() -> ResponseReturnValue:
    only_admins()
    try:
        with database.sessions().begin() as session:
            person, password = staff.add(session, request.form.get("email", ""), _wish(), _key())
            told = Told("added", person.id, password)
    except RefusedError as refusal:
        return _page(Told(str(refusal), refused=True)), 409
    log.info("person_added", person_id=told.person_id, by=me().id)
    return _page(told)


@blueprint.post(f"{PATH}/change")
def change_person(person_id: int) -> ResponseReturnValue:
    return _act(person_id, "changed", lambda session, person: staff.change(session, person, _wish()))


@blueprint.post(f"{PATH}/end")
def end_access(person_id: int) -> ResponseReturnValue:
    return _act(person_id, "ended", lambda session, person: staff.end_access(session, person, me(), clock.now(session)))


@blueprint.post(f"{PATH}/restore")
def give_access(person_id: int) -> ResponseReturnValue:
    return _act(person_id, "restored", partial(staff.give_access, key=_key()))


@blueprint.post(f"{PATH}/password")
def new_password(person_id: int) -> ResponseReturnValue:
    return _act(person_id, "password", partial(staff.new_password, key=_key()))


def _act(person_id: int, name: str, verb: Callable[[Session, Person], object]) -> ResponseReturnValue:
    """A verb that returns a text has made a password: it is shown at once and kept nowhere."""
    only_admins()
    try:
        with database.sessions().begin() as session:
            person = session.get(Person, person_id, with_for_update=True)
            if person is None or person.is_machine:
                abort(404)
            made = verb(session, person)
    except RefusedError as refusal:
        return _page(Told(str(refusal), person_id, refused=True)), 409
    log.info("person_changed", action=name, person_id=person_id, by=me().id)
    if isinstance(made, str):
        return _page(Told(name, person_id, made))
    return redirect(url_for("dashboard.people", said=name, about=person_id, _anchor=f"person-{person_id}"), 303)


def _wish() -> staff.Wish:
    """What the form says; what it cannot say makes it an old page's."""
    form, teams = request.form, request.form.getlist("team")
    role, language = form.get("role", "agent"), form.get("language") or None
    if role not in ROLES or language not in {None, *LANGUAGES} or not set(teams) <= set(_teams()):
        abort(400)
    return staff.Wish(name_of(form.get("name", "")), role, language, teams)


def _key() -> UUID:
    return key_of(request.form.get("key"))


def name_of(given: str) -> str | None:
    """A name as it is kept: one line without what cannot be seen; None for an empty one."""
    seen = re.sub(r"\s+", " ", "".join(letter for letter in given if letter.isprintable() or letter.isspace()))
    return seen.strip()[: staff.LONGEST_NAME].strip() or None


def _teams() -> dict[str, str]:
    return intents.all_teams(current().language)


def _page(told: Told | None) -> str:
    with database.sessions()() as session:
        members, now, shown = staff.everybody(session), clock.now(session), banners.read(session)
    return render_template(
        "people.html",
        members=members,
        about=next((one.person for one in members if told and one.person.id == told.person_id), None),
        told=told,
        teams=_teams(),
        roles=ROLES,
        languages=(None, *LANGUAGES),
        online=lambda person: presence.is_online(person.seen_at, now, playbook.rules()),
        now=now,
        banners=shown,
        may_change=me().role == "admin",
        longest_name=staff.LONGEST_NAME,
        key=uuid4(),
    )
