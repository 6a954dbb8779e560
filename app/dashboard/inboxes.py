"""The administrators' page of the business's numbers: names, keys of their own, and whether they are connected."""

import structlog
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import audit, clock, connection, database, settings, tokens
from app import inboxes as numbers
from app.connection import Finding
from app.dashboard import banners
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.dashboard.rights import only_admins
from app.inboxes import Keys
from app.playbook.intents import LANGUAGES
from app.refusals import RefusedError
from app.staff import name_of
from app.tables import Inbox
from app.wake import waker
from app.whatsapp.client import GraphClient

PATH = f"/inboxes/<int(max={LARGEST_ID}):inbox_id>"
SAID = frozenset({"added", "changed"})

log = structlog.get_logger(__name__)


@blueprint.get("/inboxes")
def inboxes() -> ResponseReturnValue:
    only_admins()
    said = request.args.get("said")
    return _page(said=said if said in SAID else None)


@blueprint.post("/inboxes/add")
def add_inbox() -> ResponseReturnValue:
    only_admins()
    try:
        with database.sessions().begin() as session:
            inbox = numbers.add(session, request.form.get("phone_number_id", "").strip())
            _write(inbox)
            inbox_id = inbox.id
            _tell(session, "number_added", inbox_id)
    except RefusedError as refusal:
        return _page(refused=str(refusal)), 409
    return _done(inbox_id, "added")


@blueprint.post(f"{PATH}/change")
def change_inbox(inbox_id: int) -> ResponseReturnValue:
    only_admins()
    try:
        with database.sessions().begin() as session:
            _write(session.get(Inbox, inbox_id, with_for_update=True))
            _tell(session, "number_changed", inbox_id)
    except RefusedError as refusal:
        return _page(inbox_id, refused=str(refusal)), 409
    return _done(inbox_id, "changed")


@blueprint.post(f"{PATH}/connection")
def check_connection(inbox_id: int) -> ResponseReturnValue:
    """Ask Meta, outside any transaction, and look at when Meta last called us."""
    only_admins()
    with database.sessions()() as session:
        inbox = session.get(Inbox, inbox_id) or abort(404)
        token, called, now = tokens.token(inbox), connection.calls(session, inbox_id), clock.now(session)
    client = GraphClient(settings.load())
    try:
        facts = client.number(inbox.phone_number_id, token)
    finally:
        client.close()
    found = connection.findings(facts, called, connection.is_sealed(inbox), now)
    with database.sessions().begin() as session:
        audit.write(session, "number_checked", me(), now, ("inbox", inbox_id))
    log.info("connection_checked", inbox_id=inbox_id, found=[finding.code for finding in found])
    return _page(inbox_id, findings=found)


def _write(inbox: Inbox | None) -> None:
    """What the form says of the number; a key that was left empty stays as it is."""
    if inbox is None:
        abort(404)
    form, language = request.form, request.form.get("language")
    if language not in LANGUAGES:
        abort(400)
    inbox.name, inbox.language = name_of(form.get("name", "")), language
    inbox.display_number = name_of(form.get("display_number", "")[: numbers.LONGEST_NUMBER])
    numbers.give(inbox, Keys(_key("token"), _key("secret"), bool(form.get("none_of_its_own"))))


def _tell(session: Session, action: str, inbox_id: int) -> None:
    """Which of the keys were given anew, never the keys."""
    given = [name for name in ("token", "secret", "none_of_its_own") if _key(name)]
    detail = {"keys": given} if given else None
    audit.write(session, action, me(), clock.now(session), ("inbox", inbox_id), detail)


def _key(name: str) -> str | None:
    return request.form.get(name, "").strip() or None


def _done(inbox_id: int, said: str) -> ResponseReturnValue:
    log.info("number_changed", inbox_id=inbox_id, person_id=me().id, action=said)
    waker.soon("deliver")
    return redirect(url_for("dashboard.inboxes", said=said, _anchor=f"inbox-{inbox_id}"), 303)


def _page(
    inbox_id: int | None = None,
    said: str | None = None,
    refused: str | None = None,
    findings: list[Finding] | None = None,
) -> str:
    with database.sessions()() as session:
        return render_template(
            "inboxes.html",
            inboxes=numbers.everyone(session),
            about=inbox_id,
            said=said,
            refused=refused,
            findings=findings,
            languages=LANGUAGES,
            longest_name=numbers.LONGEST_NAME,
            banners=banners.read(session),
            now=clock.now(session),
        )
