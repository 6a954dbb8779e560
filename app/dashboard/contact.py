"""A contact's page: who it is, all their conversations and notes, and what they have a right to."""

import json
from typing import NoReturn

import structlog
from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import audit, clock, database, erasing, exporting, merging, opting
from app.dashboard import banners, contact_rows, walls
from app.dashboard.blueprint import blueprint, me
from app.dashboard.compose import text_of
from app.dashboard.pages import LARGEST_ID
from app.dashboard.set_aside import only_supervisors
from app.refusals import RefusedError
from app.tables import Contact

PATH = f"/contacts/<int(max={LARGEST_ID}):contact_id>"
LONGEST_WHY = 300  # characters

log = structlog.get_logger(__name__)


@blueprint.get(PATH)
def contact(contact_id: int) -> ResponseReturnValue:
    return _page(contact_id)


def _page(contact_id: int, problem: str | None = None, status: int = 200) -> ResponseReturnValue:
    """problem: the key of a text that says why nothing was done."""
    with database.sessions()() as session:
        found = contact_rows.read(session, contact_id, walls.reader())
        if found is None:
            _forward(session, contact_id)
        shown, now = banners.read(session), clock.now(session)
    return render_template("contact.html", one=found, banners=shown, now=now, problem=problem), status


def _forward(session: Session, contact_id: int) -> NoReturn:
    """To the same page of the contact that this one has become; a form goes along, and is judged anew there."""
    now = merging.who_now(session, contact_id)
    abort(404 if now is None else redirect(url_for(request.endpoint or "", contact_id=now), 308))


@blueprint.post(f"{PATH}/opt-out")
def opt_out(contact_id: int) -> ResponseReturnValue:
    """`wanted` is out or in: what the person told somebody in another way, with the reason that is kept."""
    only_supervisors()
    wanted, why = request.form.get("wanted"), text_of(request.form, "why")[:LONGEST_WHY]
    if wanted not in {"out", "in"}:
        abort(400)
    if not why:
        return _page(contact_id, "contact.why.missing", 409)
    with database.sessions().begin() as session:
        _opt(session, contact_id, wanted, why)
    log.info("contact_opted", contact_id=contact_id, person_id=me().id, wanted=wanted)
    return redirect(url_for("dashboard.contact", contact_id=contact_id), 303)


def _opt(session: Session, contact_id: int, wanted: str, why: str) -> None:
    found = session.get(Contact, contact_id, with_for_update=True)
    if found is None:
        _forward(session, contact_id)
    now = clock.now(session)
    if wanted == "out" and found.opted_out_at is None:
        opting.out(session, found, now, now, me(), why)
        audit.write(session, "contact_opted_out", me(), now, ("contact", contact_id))
    elif wanted == "in" and found.opted_out_at:
        opting.back_in(session, found, now, me(), why)
        audit.write(session, "contact_opted_in", me(), now, ("contact", contact_id))


@blueprint.get(f"{PATH}/export.json")
def export_json(contact_id: int) -> ResponseReturnValue:
    told = json.dumps(_gathered(contact_id, "json"), ensure_ascii=False, indent=2)
    return _download(told, contact_id, "json", "application/json")


@blueprint.get(f"{PATH}/export.html")
def export_html(contact_id: int) -> ResponseReturnValue:
    page = render_template("contact_export.html", told=_gathered(contact_id, "html"))
    return _download(page, contact_id, "html", "text/html")


def _gathered(contact_id: int, kind: str) -> exporting.Plain:
    only_supervisors()
    with database.sessions().begin() as session:
        found = exporting.gather(session, contact_id)
        if found is None:
            _forward(session, contact_id)
        audit.write(session, "contact_exported", me(), clock.now(session), ("contact", contact_id), {"as": kind})
    log.info("contact_exported", contact_id=contact_id, person_id=me().id)
    return found


def _download(text: str, contact_id: int, ending: str, kind: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="contact-{contact_id}.{ending}"'}
    return Response(text, mimetype=kind, headers={**named, "Cache-Control": "no-store"})


@blueprint.post(f"{PATH}/erase")
def erase(contact_id: int) -> ResponseReturnValue:
    """`typed` has to be the contact's number in this address: nobody erases by a slip."""
    if me().role != "admin":
        abort(403)
    if text_of(request.form, "typed") != str(contact_id):
        return _page(contact_id, "contact.erase.typed_wrong", 409)
    try:
        with database.sessions().begin() as session:
            erased = erasing.erase(session, contact_id, me(), clock.now(session))
            if erased is None:
                _forward(session, contact_id)
    except RefusedError as refusal:
        return _page(contact_id, f"contact.erase.{refusal}", 409)
    log.info("contact_erased", contact_id=contact_id, person_id=me().id, **erased)
    return redirect(url_for("dashboard.contact", contact_id=contact_id), 303)
