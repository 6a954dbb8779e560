"""The page of the people who work here: supervisors see it and invite agents, administrators change everything."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import structlog
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import accounts, clock, database, links, playbook, presence, second_factor, settings, staff
from app.dashboard import banners, intents
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.dashboard.reply import key_of
from app.dashboard.rights import only_admins
from app.dashboard.set_aside import only_supervisors
from app.dashboard.translation import current
from app.playbook.intents import LANGUAGES
from app.refusals import RefusedError
from app.staff import By
from app.tables import ROLES, Person

PATH = f"/people/<int(max={LARGEST_ID}):person_id>"
SAID = frozenset({"changed", "ended", "withdrawn", "factor_reset", "session_ended"})

log = structlog.get_logger(__name__)

Verb = Callable[[Session, Person, By], object]


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says at its top: a key of the texts; whom it is about; a link that is shown this once."""

    key: str
    person_id: int | None = None
    token: str | None = None
    refused: bool = False


@blueprint.get("/people")
def people() -> ResponseReturnValue:
    only_supervisors()
    said, about = request.args.get("said", ""), request.args.get("about", "")
    is_id = about.isascii() and about.isdigit() and len(about) < 19
    return _page(Told(said, int(about) if is_id else None) if said in SAID else None)


@blueprint.post("/people/add")
def invite() -> ResponseReturnValue:
    only_supervisors()
    wish = _wish()
    if not may_change(wish.role):
        abort(403)
    try:
        with database.sessions().begin() as session:
            person, token = staff.invite(session, request.form.get("email", ""), wish, _key(), by(session))
            told = Told("invited", person.id, token)
    except RefusedError as refusal:
        return _page(Told(str(refusal), refused=True)), 409
    log.info("person_invited", person_id=told.person_id, by=me().id)
    return _page(told)


@blueprint.post(f"{PATH}/change")
def change_person(person_id: int) -> ResponseReturnValue:
    only_admins()
    wish = _wish()
    return act(person_id, "changed", lambda session, person, by: staff.change(session, person, wish, by))


@blueprint.post(f"{PATH}/end")
def end_access(person_id: int) -> ResponseReturnValue:
    only_admins()
    return act(person_id, "ended", staff.end_access)


@blueprint.post(f"{PATH}/link")
def new_link(person_id: int) -> ResponseReturnValue:
    """For an invitation that is over, a password that is forgotten, and somebody who is back."""
    only_supervisors()
    key = _key()
    return act(person_id, "link", lambda session, person, by: staff.new_link(session, _mine(session, person), key, by))


@blueprint.post(f"{PATH}/withdraw")
def withdraw_link(person_id: int) -> ResponseReturnValue:
    only_supervisors()
    return act(person_id, "withdrawn", lambda session, person, by: staff.withdraw(session, _mine(session, person), by))


def _mine(session: Session, person: Person) -> Person:
    """Supervisors look after the invitations of agents only; who has been here is the administrators' business."""
    link = links.of(session, person)
    if me().role != "admin" and not (link and link.is_invitation and may_change(person.role)):
        abort(403)
    return person


def may_change(role: str) -> bool:
    """Nobody makes somebody who may do more than they do."""
    return me().role == "admin" or role == "agent"


def by(session: Session) -> By:
    return By(me(), accounts.sign_in_id(), clock.now(session))


def act(person_id: int, name: str, verb: Verb) -> ResponseReturnValue:
    """A verb that returns a text has made a link: it is shown at once and kept nowhere."""
    try:
        with database.sessions().begin() as session:
            person = session.get(Person, person_id, with_for_update=True)
            if person is None or person.is_machine:
                abort(404)
            made = verb(session, person, by(session))
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
    return staff.Wish(staff.name_of(form.get("name", "")), role, language, teams)


def _key() -> UUID:
    return key_of(request.form.get("key"))


def _teams() -> dict[str, str]:
    return intents.all_teams(current().language)


def _link(token: str) -> str:
    """As seen from this browser; in production people come in by HTTPS only."""
    scheme = "https" if settings.load().production else None
    return url_for("accounts.welcome", token=token, _external=True, _scheme=scheme)


def _page(told: Told | None) -> str:
    with database.sessions()() as session:
        now, shown = clock.now(session), banners.read(session)
        members = staff.everybody(session, now)
    return render_template(
        "people.html",
        members=members,
        about=next((one.person for one in members if told and one.person.id == told.person_id), None),
        told=told,
        link=_link(told.token) if told and told.token else None,
        teams=_teams(),
        roles=[role for role in ROLES if may_change(role)],
        languages=(None, *LANGUAGES),
        online=lambda person: presence.is_online(person.seen_at, now, playbook.rules()),
        now=now,
        banners=shown,
        may_change=me().role == "admin",
        may_renew=lambda member: me().role == "admin" or (member.is_invited and may_change(member.person.role)),
        has_factor=second_factor.is_on,
        longest_name=staff.LONGEST_NAME,
        key=uuid4(),
        link_key=links.form_key,
    )
