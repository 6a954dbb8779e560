"""Closing and labelling the conversations that somebody ticked in the list. No message goes out to anybody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

import structlog
from flask import abort, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, database, labels, sets, several
from app.dashboard.blueprint import blueprint, by_fetch, me
from app.dashboard.pages import opened, show
from app.dashboard.place import place
from app.dashboard.reply import Draft, number_of
from app.dashboard.rows import PAGE
from app.dashboard.screen import look
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
    """What was done, for the page: `what` is resolved, labelled, undone, nothing, or why it was refused.
    `undo`: the lines of timelines by which it is taken back."""

    what: str
    number: int = 0
    left: tuple[Left, ...] = ()
    undo: tuple[int, ...] = ()
    label: str | None = None


@blueprint.post("/chosen/resolve")
def resolve_chosen() -> ResponseReturnValue:
    with database.sessions().begin() as session:
        closed = several.close(session, _ids("conversation"), me(), clock.now(session), _shown_at())
        done = Done("resolved", closed.number, _left(session, closed.left), closed.lines)
    return _shown(done if closed.number or closed.left else Done("nothing"))


@blueprint.post("/chosen/label")
def label_chosen() -> ResponseReturnValue:
    ids, name = _ids("conversation"), request.form.get("label", "")
    try:
        with database.sessions().begin() as session:
            put = several.label(session, ids, name, me(), clock.now(session))
            done = Done("labelled", put.number, _left(session, put.left), put.lines)
    except RefusedError as refusal:
        return _shown(Done(str(refusal)), 409)
    return _shown(replace(done, label=labels.cleaned(name)) if put.number or put.left else Done("nothing"))


@blueprint.post("/chosen/undo")
def undo_chosen() -> ResponseReturnValue:
    """Take back what was done with several at once just before, where it still stands as it was left."""
    with database.sessions().begin() as session:
        number, left = several.undo(session, _ids("event"), me(), clock.now(session))
        done = Done("undone", number, _left(session, left))
    if not number and {why for _, why in left} <= {"undo_late"}:
        return _shown(Done("too_late"), 409)
    return _shown(done)


def _ids(name: str) -> list[int]:
    """No more than a page holds."""
    given = {number_of(value) for value in request.form.getlist(name)}
    if len(given) > PAGE:
        abort(400)
    return sorted(filter(None, given))


def _shown_at() -> datetime | None:
    """When the list was shown from which they were chosen."""
    try:
        given = datetime.fromisoformat(request.form.get("shown", ""))
    except ValueError:
        return None
    return given if given.tzinfo else None


def _left(session: Session, left: Sequence[tuple[int, str]]) -> tuple[Left, ...]:
    whys = dict(left)
    named = (
        select(Conversation.id, Contact.name, Person.email)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(Person, Person.id == Conversation.assignee_id)
        .where(sets.among(Conversation.id, whys))
    )
    return tuple(Left(*row, whys[row[0]]) for row in session.execute(named.order_by(Conversation.id)))


def _shown(done: Done, status: int = 200) -> ResponseReturnValue:
    log.info("agent_acted_on_several", action=done.what, number=done.number, left=len(done.left), person_id=me().id)
    return said(done, status)


def said(done: Done, status: int = 200) -> ResponseReturnValue:
    """The page, which says above the list what was done."""
    g.done = done
    return show(look(place(opened())), "parts.html" if by_fetch() else "inbox.html", Draft(), status)
