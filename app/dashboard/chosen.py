"""Closing and labelling the conversations that somebody ticked in the list. No message goes out to anybody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import structlog
from flask import abort, current_app, g, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, database, labels, sets, several, undoing
from app.dashboard.blueprint import blueprint, by_fetch, me
from app.dashboard.pages import opened, show
from app.dashboard.reply import Draft, number_of
from app.dashboard.rows import PAGE
from app.dashboard.screen import look, place
from app.refusals import RefusedError
from app.tables import Contact, Conversation, Person

log = structlog.get_logger(__name__)


class Left(NamedTuple):
    """A conversation that was left as it is, and why; `who` has it."""

    id: int
    name: str | None
    who: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, for the page: `what` is resolved, labelled, undone, nothing, or why a label was refused."""

    what: str
    number: int = 0
    left: tuple[Left, ...] = ()
    undo: str | None = None
    label: str | None = None


@blueprint.post("/chosen/resolve")
def resolve_chosen() -> ResponseReturnValue:
    with database.sessions().begin() as session:
        closed = several.close(session, _ids(), me(), clock.now(session))
        done = Done("resolved", len(closed.done), _left(session, closed.skipped), _sealed(closed.done))
    return _shown(done if closed.done or closed.skipped else Done("nothing"))


@blueprint.post("/chosen/label")
def label_chosen() -> ResponseReturnValue:
    ids, name = _ids(), request.form.get("label", "")
    try:
        with database.sessions().begin() as session:
            number, skipped = several.label(session, ids, name, me(), clock.now(session))
            done = Done("labelled", number, _left(session, skipped))
    except RefusedError as refusal:
        return _shown(Done(str(refusal)), 409)
    return _shown(replace(done, label=labels.cleaned(name)) if number or skipped else Done("nothing"))


@blueprint.post("/chosen/undo")
def undo_chosen() -> ResponseReturnValue:
    """Open again what was closed together just before, as long as nothing happened to it."""
    try:
        person_id, closed = _seal().loads(
            request.form.get("undo", ""), max_age=int(undoing.SEVERAL_FOR.total_seconds())
        )
    except BadSignature:
        return _shown(Done("too_late"), 409)
    if person_id != me().id:
        abort(403)
    with database.sessions().begin() as session:
        number, stayed = several.reopen(session, closed, me(), clock.now(session))
    return _shown(Done("undone", number, (Left(0, None, None, "changed"),) * stayed))


def _ids() -> list[int]:
    """No more than a page holds."""
    given = {number_of(value) for value in request.form.getlist("conversation")}
    if len(given) > PAGE:
        abort(400)
    return sorted(filter(None, given))


def _left(session: Session, skipped: Sequence[tuple[int, str]]) -> tuple[Left, ...]:
    whys = dict(skipped)
    named = (
        select(Conversation.id, Contact.name, Person.email)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(Person, Person.id == Conversation.assignee_id)
        .where(sets.among(Conversation.id, whys))
    )
    return tuple(Left(*row, whys[row[0]]) for row in session.execute(named.order_by(Conversation.id)))


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="chosen.undo")


def _sealed(closed: Sequence[dict[str, Any]]) -> str | None:
    """What undoing needs travels in the page, so that nothing has to be kept; nobody can change it there."""
    return _seal().dumps([me().id, closed]) if closed else None


def _shown(done: Done, status: int = 200) -> ResponseReturnValue:
    log.info("agent_acted_on_several", action=done.what, number=done.number, left=len(done.left), person_id=me().id)
    g.done = done
    return show(look(place(opened())), "parts.html" if by_fetch() else "inbox.html", Draft(), status)
